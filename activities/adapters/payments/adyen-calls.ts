import type { Money, PaymentOption } from '../../../domain/index.js';
import { PaymentRefused, type ProviderNotice } from '../../ports/index.js';
import type { AdyenClient } from './adyen-client.js';
import { AdyenFailure, portError } from './adyen-errors.js';
import { fromAdyenAmount, isSameMoney, toAdyenAmount } from './adyen-money.js';
import * as notices from './adyen-notices.js';
import type { AdyenPayment, Attempt } from './adyen-payment.js';
import { idempotencyKey } from './adyen-reference.js';

export interface SessionOrder {
  reference: string;
  amount: Money;
  returnUrl: string;
  capture: PaymentOption['capture'];
}

type Authorisation = Awaited<ReturnType<AdyenClient['payments']['payments' | 'paymentsDetails']>>;
type SessionRequest = Parameters<AdyenClient['payments']['sessions']>[0];

/**
 * Each call that is made to Adyen, and the notice that its answer leaves. Keys are made of the payment and the number
 * of the attempt, not of the caller's key: two callers at once are one request to Adyen.
 */
export class AdyenCalls {
  readonly #client: AdyenClient;
  readonly #merchantAccount: string;

  constructor(client: AdyenClient, merchantAccount: string) {
    this.#client = client;
    this.#merchantAccount = merchantAccount;
  }

  /** Opens a page at Adyen on which the payment can be made. @param number of the payment's sessions so far. */
  async openSession(
    { reference, amount, returnUrl, capture }: SessionOrder,
    number: number,
  ): Promise<ProviderNotice> {
    const request = {
      merchantAccount: this.#merchantAccount,
      reference,
      amount: toAdyenAmount(amount),
      mode: 'hosted',
      channel: 'Web',
      returnUrl: backTo(returnUrl, reference),
      ...captureOf(capture),
    };
    const session = await this.#client.payments.sessions(request as SessionRequest, {
      idempotencyKey: idempotencyKey('session', reference, number),
    });
    const opened = fromAdyenAmount(session.amount);
    // A key that was used for another amount answers with that one.
    if (!opened || !isSameMoney(opened, amount))
      throw new PaymentRefused(`Payment ${reference} is over another amount.`);
    if (!session.url)
      throw new PaymentRefused('Adyen opened a session without a page; is Hosted Checkout enabled?');
    return notices.sessionOpened(reference, number, {
      id: session.id,
      url: session.url,
      expiresAt: new Date(session.expiresAt).toISOString(),
      amount,
    });
  }

  /** Pays with a token; never with card data. */
  async pay(
    { reference, amount }: AdyenPayment,
    { number, method, returnUrl }: Attempt,
  ): Promise<ProviderNotice> {
    const request = {
      merchantAccount: this.#merchantAccount,
      reference,
      amount: toAdyenAmount(amount),
      paymentMethod: { type: 'scheme', storedPaymentMethodId: method.replace(/^adyen_/, '') },
      shopperInteraction: 'ContAuth',
      recurringProcessingModel: 'CardOnFile',
      channel: 'Web',
      returnUrl: backTo(returnUrl, reference),
      ...captureOf('manual'),
    };
    try {
      const answer = await this.#client.payments.payments(request as never, {
        idempotencyKey: idempotencyKey('pay', reference, number),
      });
      return notices.attemptAnswered(reference, number, '0', resultOf(answer, amount));
    } catch (error) {
      const refusal = error instanceof AdyenFailure ? portError(error) : undefined;
      if (!(refusal instanceof PaymentRefused)) throw error;
      return notices.attemptAnswered(reference, number, '0', {
        result: 'impossible',
        reason: refusal.message,
      });
    }
  }

  /** Shows Adyen what the shopper's browser brought back, and notes what it says to it. */
  async hearReturn(payment: AdyenPayment, { id, details = {} }: ProviderNotice): Promise<ProviderNotice[]> {
    const step = id.slice(-43);
    const { sessionResult, redirectResult } = details;
    if (sessionResult) return this.#sessionResult(payment, sessionResult, step);
    const attempt = payment.attempts.findLast(({ result }) => result === 'redirect');
    if (!attempt || !redirectResult) return [];
    const answer = await this.#client.payments.paymentsDetails(
      { details: { redirectResult } },
      { idempotencyKey: idempotencyKey('details', payment.reference, redirectResult) },
    );
    if (answer.merchantReference && answer.merchantReference !== payment.reference) return [];
    return [
      notices.attemptAnswered(payment.reference, attempt.number, step, resultOf(answer, payment.amount)),
    ];
  }

  async #sessionResult(
    payment: AdyenPayment,
    sessionResult: string,
    step: string,
  ): Promise<ProviderNotice[]> {
    const attempt = payment.attempts.findLast(({ method }) => method === 'adyen');
    const session = payment.sessions.find(({ number }) => String(number) === attempt?.details.session);
    if (!attempt || !session) return [];
    const {
      id,
      status,
      payments = [],
    } = await this.#client.payments.getResultOfPaymentSession(session.id, sessionResult);
    if (id !== session.id) return [];
    const note = (result: notices.AttemptResult, place: string | number) =>
      notices.attemptAnswered(payment.reference, attempt.number, `${step}.${place}`, result);
    if (status === 'completed') {
      return payments.flatMap(({ pspReference, amount }) => {
        const authorised = fromAdyenAmount(amount) ?? payment.amount;
        return pspReference
          ? [note({ result: 'authorised', pspReference, amount: authorised }, pspReference)]
          : [];
      });
    }
    if (status === 'paymentPending') return [note({ result: 'pending' }, status)];
    if (status === undefined || (status as string) === 'active') return [];
    return [
      note({ result: 'over', status, session: String(session.number) } as notices.AttemptResult, status),
    ];
  }

  /** @param failed how many such modifications there have been: a new one needs a new key. */
  async modify(
    { reference, amount }: AdyenPayment,
    kind: 'capture' | 'cancel',
    authorisation: string,
    failed: number,
  ): Promise<ProviderNotice> {
    const options = { idempotencyKey: idempotencyKey(kind, reference, authorisation, failed) };
    const common = { merchantAccount: this.#merchantAccount, reference };
    const { modifications } = this.#client;
    const { pspReference } =
      kind === 'capture'
        ? await modifications.captureAuthorisedPayment(
            authorisation,
            { ...common, amount: toAdyenAmount(amount) },
            options,
          )
        : await modifications.cancelAuthorisedPaymentByPspReference(authorisation, common, options);
    return notices.modificationReceived(reference, kind, pspReference, { original: authorisation });
  }

  async refund(
    authorisation: string,
    { reference, amount, key }: { reference: string; amount: Money; key: string },
  ): Promise<ProviderNotice> {
    const { pspReference } = await this.#client.modifications.refundCapturedPayment(
      authorisation,
      { merchantAccount: this.#merchantAccount, reference, amount: toAdyenAmount(amount) },
      { idempotencyKey: idempotencyKey('refund', reference, key) },
    );
    const details = { original: authorisation, key, refunded: String(amount.amount) };
    return notices.modificationReceived(reference, 'refund', pspReference, details);
  }
}

/** What Adyen's result codes come to. https://docs.adyen.com/online-payments/payment-result-codes */
function resultOf(answer: Authorisation, asked: Money): notices.AttemptResult {
  const { resultCode, pspReference, amount, action, refusalReasonCode = '' } = answer;
  switch (resultCode as string) {
    case 'Authorised':
      if (!pspReference) return { result: 'pending' };
      return { result: 'authorised', pspReference, amount: fromAdyenAmount(amount) ?? asked };
    case 'RedirectShopper': {
      const url = action && 'url' in action ? action.url : undefined;
      return url
        ? { result: 'redirect', url }
        : { result: 'impossible', reason: 'Adyen redirects to nowhere.' };
    }
    case 'Refused':
    case 'Cancelled':
    case 'Error':
      return { result: 'refused', refusalCode: refusalReasonCode };
    default:
      return { result: 'pending' };
  }
}

/** Manual capture is a setting of the account that a payment can override; automatic is at once. */
function captureOf(capture: PaymentOption['capture']) {
  return capture === 'manual' ? { additionalData: { manualCapture: 'true' } } : { captureDelayHours: 0 };
}

/** The way back names the payment: Adyen adds its results, and not what they are about. */
function backTo(returnUrl: string, reference: string): string {
  const url = new URL(returnUrl);
  url.searchParams.set('payment', reference);
  return url.href;
}
