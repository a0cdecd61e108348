import type { CheckoutId, Money, PaymentMethod } from '../../../domain/index.js';
import {
  type NewPayment,
  type Payment,
  PaymentOutcomeUnknown,
  PaymentRefused,
  type Payments,
  type ProviderEvent,
  type ProviderNotice,
  type ProviderNotices,
  type Refund,
  type WebhookRequest,
} from '../../ports/index.js';
import { AdyenBook } from './adyen-book.js';
import { AdyenCalls } from './adyen-calls.js';
import { createAdyenClient } from './adyen-client.js';
import { portError } from './adyen-errors.js';
import * as notices from './adyen-notices.js';
import type { AdyenPayment, Attempt } from './adyen-payment.js';
import { checkoutOf, referenceOf } from './adyen-reference.js';
import { createAdyenWebhookReader } from './adyen-webhook.js';

/** What the merchant sets Adyen up with. */
export interface AdyenSettings {
  apiKey: string;
  merchantAccount: string;
  /** Sign the notifications; hexadecimal; each is taken. */
  hmacKeys: readonly string[];
  /** Where the Checkout API answers when not at Adyen, such as the sandbox's address. */
  apiUrl?: string | undefined;
  /** The prefix of the merchant's live endpoint; with it, payments are real. */
  livePrefix?: string | undefined;
  /** User and password that notifications come with, if they do. */
  basicAuth?: { user: string; password: string } | undefined;
  /** How long one request may take; default 10,000. */
  timeoutMs?: number;
  /** How long a call waits for the notification that settles it; default 3,000. */
  settleMs?: number;
}

/** Characters of a `sessionResult` or `redirectResult`. */
const MOST_PROOF = 16_000;

/**
 * Payments through Adyen's Checkout API, or the sandbox that speaks its wire format. Adyen has no call that reads a
 * payment: the truth is what it answered, which is noted at once, and what it notified. So `retrieve` reads notices.
 *
 * Captures and cancellations are asynchronous: an answer of `received` says that Adyen has taken the request on, not
 * that it is done (https://docs.adyen.com/online-payments/capture). Here it is done when the notification says so; a
 * call that is not settled in time is an unknown outcome, to be asked again. A capture that a card scheme rejects days
 * later (CAPTURE_FAILED) leaves the payment authorised again, where the shop's own order says paid: for a person.
 */
export function createAdyenPayments(settings: AdyenSettings, store: ProviderNotices): Payments {
  const { merchantAccount, hmacKeys, basicAuth, livePrefix, timeoutMs = 10_000, settleMs = 3_000 } = settings;
  const calls = new AdyenCalls(createAdyenClient({ ...settings, timeoutMs }), merchantAccount);
  const readNotification = createAdyenWebhookReader({
    merchantAccount,
    hmacKeys,
    basicAuth,
    live: livePrefix !== undefined,
  });
  return new AdyenPayments(calls, new AdyenBook(store, settleMs), readNotification);
}

class AdyenPayments implements Payments {
  readonly provider = 'adyen';
  readonly #calls: AdyenCalls;
  readonly #book: AdyenBook;
  readonly #readNotification: (request: WebhookRequest) => ProviderEvent[];

  constructor(
    calls: AdyenCalls,
    book: AdyenBook,
    readNotification: (request: WebhookRequest) => ProviderEvent[],
  ) {
    this.#calls = calls;
    this.#book = book;
    this.#readNotification = readNotification;
  }

  async create({ checkoutId, amount, option, returnUrl }: NewPayment, key: string): Promise<Payment> {
    const reference = referenceOf(checkoutId, key);
    const known = await this.#book.find(reference);
    if (known) return sameAmount(known, amount).toPayment();
    const order = { reference, amount, returnUrl, capture: option.capture };
    const opened = await this.#ask(() => this.#calls.openSession(order, 0));
    return (await this.#book.note(reference, opened)).toPayment();
  }

  async confirm(paymentId: string, method: PaymentMethod, returnUrl: string, key: string): Promise<Payment> {
    let payment = await this.#heard(paymentId);
    if (payment.isCaptured || payment.authorisations.length > 0) return payment.toPayment();
    if (payment.isVoided) throw new PaymentRefused(`Payment ${paymentId} was cancelled.`);
    const last = payment.attempts.at(-1);
    if (last?.result === 'open' && last.key !== key) {
      // Whether that attempt charged is not known: it is settled before another may begin.
      payment = await this.#perform(payment, last);
      if (payment.authorisations.length > 0) return payment.toPayment();
    }
    const mine =
      payment.attempts.find((attempt) => attempt.key === key) ??
      (await this.#book.begin(payment, { key, method, returnUrl }));
    if (mine.result === 'open') payment = await this.#perform(payment, mine);
    if (payment.attempts[mine.number]?.result === 'impossible')
      throw new PaymentRefused(payment.attempts[mine.number]?.details.reason ?? 'Adyen refused the call.');
    return payment.toPayment();
  }

  async retrieve(paymentId: string): Promise<Payment> {
    return (await this.#heard(paymentId)).toPayment();
  }

  async capture(paymentId: string, _key: string): Promise<Payment> {
    const payment = await this.#heard(paymentId);
    if (payment.isCaptured) return payment.toPayment();
    const [authorisation, ...surplus] = payment.authorisations;
    if (payment.toPayment().status.kind !== 'authorised' || authorisation === undefined) {
      throw new PaymentRefused(`Payment ${paymentId} is not authorised: there is nothing to capture.`);
    }
    // The shopper paid twice, as on two pages at once: only one of the payments is taken.
    for (const twice of surplus) await this.#request(payment, 'cancel', twice);
    await this.#request(payment, 'capture', authorisation);
    const done = (now: AdyenPayment) => now.isCaptured;
    return (await this.#book.settled(paymentId, 'capture', authorisation, done)).toPayment();
  }

  async void(paymentId: string, _key: string): Promise<Payment> {
    let payment = await this.#heard(paymentId);
    if (payment.isCaptured) throw new PaymentRefused(`Payment ${paymentId} was captured: refund it.`);
    const last = payment.attempts.at(-1);
    if (last?.result === 'open') payment = await this.#perform(payment, last);
    const { authorisations } = payment;
    if (authorisations.length === 0 && payment.attempts.at(-1)?.result === 'pending')
      throw new PaymentOutcomeUnknown(`Adyen is still working on payment ${paymentId}.`);
    for (const authorisation of authorisations) await this.#request(payment, 'cancel', authorisation);
    for (const authorisation of authorisations) {
      const done = (now: AdyenPayment) => !now.authorisations.includes(authorisation);
      payment = await this.#book.settled(paymentId, 'cancel', authorisation, done);
    }
    // A session cannot be ended at Adyen; what somebody still pays in it is authorised alone, and shows up here.
    if (!payment.isVoided) payment = await this.#book.note(paymentId, notices.paymentClosed(paymentId));
    return payment.toPayment();
  }

  async refund(paymentId: string, amount: Money, key: string): Promise<Refund> {
    const payment = await this.#book.get(paymentId);
    const asked = refundUnder(key, payment);
    if (asked) return asked;
    const [authorisation] = payment.authorisations;
    if (!payment.isCaptured || authorisation === undefined)
      throw new PaymentRefused(`Payment ${paymentId} was not captured: there is nothing to refund.`);
    if (
      amount.amount > payment.amount.amount - payment.refundedUnderKeys ||
      amount.currency !== payment.amount.currency
    )
      throw new PaymentRefused(`That is more than is left of payment ${paymentId}.`);
    const request = { reference: paymentId, amount, key };
    const received = await this.#ask(() => this.#calls.refund(authorisation, request));
    const after = await this.#book.note(paymentId, received);
    return refundUnder(key, after) ?? { id: received.reference ?? '', status: 'pending', amount };
  }

  async retrieveRefund(paymentId: string, refundId: string): Promise<Refund> {
    const payment = await this.#book.get(paymentId);
    const asked = payment.modifications('refund').find(({ pspReference }) => pspReference === refundId);
    if (!asked) throw new PaymentRefused(`Payment ${paymentId} has no refund ${refundId}.`);
    return toRefund(asked, payment.amount);
  }

  async readWebhook(request: WebhookRequest): Promise<ProviderEvent[]> {
    return this.#readNotification(request);
  }

  async noteReturn(checkoutId: CheckoutId, query: URLSearchParams): Promise<void> {
    const reference = query.get('payment') ?? '';
    const proof = proofIn(query);
    if (checkoutOf(reference) !== checkoutId || !proof) return;
    if (!(await this.#book.find(reference))) return;
    await this.#book.note(reference, notices.shopperReturned(reference, proof));
  }

  /** The payment once everything that a browser brought back has been shown to Adyen. */
  async #heard(reference: string): Promise<AdyenPayment> {
    let payment = await this.#book.get(reference);
    for (const returned of payment.unheard) {
      const said = await this.#show(payment, returned);
      payment = await this.#book.note(reference, ...said, notices.returnHeard(returned));
    }
    return payment;
  }

  /** What Adyen makes of a return; nothing, where it does not know what was brought: browsers can bring anything. */
  async #show(payment: AdyenPayment, returned: ProviderNotice): Promise<ProviderNotice[]> {
    try {
      return await this.#ask(() => this.#calls.hearReturn(payment, returned));
    } catch (error) {
      if (error instanceof PaymentRefused) return [];
      throw error;
    }
  }

  async #perform(payment: AdyenPayment, attempt: Attempt): Promise<AdyenPayment> {
    let current = payment;
    if (attempt.method === 'adyen' && !openSession(payment)) {
      const { reference, amount } = payment;
      const order = { reference, amount, returnUrl: attempt.returnUrl, capture: 'manual' } as const;
      const opened = await this.#ask(() => this.#calls.openSession(order, payment.sessions.length));
      current = await this.#book.note(reference, opened);
    }
    const session = openSession(current);
    const answer =
      attempt.method === 'adyen' && session
        ? notices.attemptAnswered(payment.reference, attempt.number, '0', {
            result: 'page',
            url: session.url,
            session: String(session.number),
          })
        : await this.#ask(() => this.#calls.pay(current, attempt));
    return this.#book.note(payment.reference, answer);
  }

  /** Asks Adyen for a modification of an authorisation, unless it has been taken on already. */
  async #request(payment: AdyenPayment, kind: 'capture' | 'cancel', authorisation: string): Promise<void> {
    if (payment.underWay(kind, authorisation)) return;
    const failed = payment.modifications(kind).length;
    const received = await this.#ask(() => this.#calls.modify(payment, kind, authorisation, failed));
    await this.#book.note(payment.reference, received);
  }

  /** Answers in the port's words alone. */
  async #ask<Answer>(call: () => Promise<Answer>): Promise<Answer> {
    try {
      return await call();
    } catch (error) {
      throw portError(error);
    }
  }
}

/** The session in which the shopper can still pay. */
function openSession({ sessions, attempts }: AdyenPayment) {
  const session = sessions.at(-1);
  if (!session || session.expiresAt <= Date.now()) return undefined;
  const ended = attempts.some(
    ({ result, details }) => result === 'over' && details.session === String(session.number),
  );
  return ended ? undefined : session;
}

/** What Adyen sent the browser back with; longer than that is nothing of Adyen's. */
function proofIn(query: URLSearchParams): { sessionResult: string } | { redirectResult: string } | undefined {
  const [sessionResult, redirectResult] = [query.get('sessionResult'), query.get('redirectResult')];
  if ((sessionResult ?? redirectResult ?? '').length > MOST_PROOF) return undefined;
  if (sessionResult) return { sessionResult };
  return redirectResult ? { redirectResult } : undefined;
}

function sameAmount(payment: AdyenPayment, { amount, currency }: Money): AdyenPayment {
  if (payment.amount.amount === amount && payment.amount.currency === currency) return payment;
  throw new PaymentRefused(`Payment ${payment.reference} is over another amount.`);
}

const REFUND_STATUS = { received: 'pending', done: 'done', failed: 'failed' } as const;

function refundUnder(key: string, payment: AdyenPayment): Refund | undefined {
  const asked = payment.modifications('refund').find(({ details }) => details.key === key);
  return asked && toRefund(asked, payment.amount);
}

function toRefund(
  { pspReference, progress, details }: ReturnType<AdyenPayment['modifications']>[number],
  { currency }: Money,
): Refund {
  const amount = { amount: Number(details.refunded ?? 0), currency };
  return { id: pspReference, status: REFUND_STATUS[progress], amount };
}
