import Stripe from 'stripe';
import type { CheckoutId, Money, PaymentMethod } from '../../../domain/index.js';
import {
  type ListedPayment,
  type NewPayment,
  type Payment,
  PaymentOutcomeUnknown,
  type Payments,
  type Refund,
  type WebhookRequest,
} from '../../ports/payments.js';
import { openStripe, paidWith, type StripePaymentsOptions } from './stripe-client.js';
import { isSpentKey, portError, refusedFor } from './stripe-errors.js';
import { toListedPayment, toPayment, toRefund } from './stripe-payment.js';
import { readStripeWebhook } from './stripe-webhook.js';

/** The charge says how much was given back. */
const WITH_CHARGE = ['latest_charge'];
/** How often an answer of 5xx that is stored under a key may send us to a follow-up key. */
const MAX_KEY_GENERATIONS = 5;

type Intent = Stripe.PaymentIntent;
type IntentStatus = Intent['status'];

/** Two-step card payments through Stripe, or through the sandbox that speaks its wire format. */
export function createStripePayments(options: StripePaymentsOptions): Payments {
  return new StripePayments(openStripe(options), options.webhookSecrets);
}

class StripePayments implements Payments {
  readonly provider = 'stripe';
  readonly #stripe: Stripe;
  readonly #webhookSecrets: readonly string[];

  constructor(stripe: Stripe, webhookSecrets: readonly string[]) {
    this.#stripe = stripe;
    this.#webhookSecrets = webhookSecrets;
  }

  async create({ checkoutId, amount, option, customerId }: NewPayment, key: string): Promise<Payment> {
    const parameters: Stripe.PaymentIntentCreateParams = {
      amount: amount.amount,
      currency: amount.currency.toLowerCase(),
      capture_method: option.capture,
      allowed_payment_method_types: [option.id === 'bank_debit' ? 'us_bank_account' : 'card'],
      metadata: { checkout_id: checkoutId, request_key: key },
      ...(customerId && { customer: customerId }),
    };
    return this.#settle(key, async (idempotencyKey) => {
      const lost = idempotencyKey === key ? undefined : await this.#createdFor(checkoutId, key);
      return lost ?? this.#stripe.paymentIntents.create(parameters, { idempotencyKey });
    });
  }

  async confirm(paymentId: string, method: PaymentMethod, returnUrl: string, key: string): Promise<Payment> {
    const confirm = (idempotencyKey: string) =>
      this.#stripe.paymentIntents.confirm(
        paymentId,
        { ...paidWith(method), return_url: returnUrl },
        { idempotencyKey },
      );
    // Where a confirmation has gone through already, that is the answer.
    const done: IntentStatus[] = ['requires_capture', 'processing', 'succeeded'];
    return this.#settle(key, (idempotencyKey) =>
      this.#unless(done, confirm(idempotencyKey)).catch(declinedIntent),
    );
  }

  async retrieve(paymentId: string): Promise<Payment> {
    return this.#ask(() => this.#stripe.paymentIntents.retrieve(paymentId, { expand: WITH_CHARGE }));
  }

  async capture(paymentId: string, key: string): Promise<Payment> {
    return this.#settle(key, (idempotencyKey) =>
      this.#unless(['succeeded'], this.#stripe.paymentIntents.capture(paymentId, {}, { idempotencyKey })),
    );
  }

  async void(paymentId: string, key: string): Promise<Payment> {
    return this.#settle(key, (idempotencyKey) =>
      this.#unless(['canceled'], this.#stripe.paymentIntents.cancel(paymentId, {}, { idempotencyKey })),
    );
  }

  async refund(paymentId: string, amount: Money, key: string): Promise<Refund> {
    try {
      const wish = { payment_intent: paymentId, amount: amount.amount, metadata: { request_key: key } };
      const refund = await this.#withKey(key, async (idempotencyKey) => {
        const lost = idempotencyKey === key ? undefined : await this.#refundedFor(paymentId, key);
        return lost ?? this.#stripe.refunds.create(wish, { idempotencyKey });
      });
      return toRefund(refund);
    } catch (error) {
      throw portError(error);
    }
  }

  async retrieveRefund(_paymentId: string, refundId: string): Promise<Refund> {
    try {
      return toRefund(await this.#stripe.refunds.retrieve(refundId));
    } catch (error) {
      throw portError(error);
    }
  }

  async readWebhook({ rawBody, headers }: WebhookRequest) {
    const signature = String(headers['stripe-signature'] ?? '');
    const event = readStripeWebhook(this.#stripe, rawBody, signature, this.#webhookSecrets);
    return event ? [event] : [];
  }

  async *list(since: Date): AsyncIterable<ListedPayment> {
    const created = { gte: Math.floor(since.getTime() / 1_000) };
    try {
      const expand = WITH_CHARGE.map((field) => `data.${field}`);
      for await (const intent of this.#stripe.paymentIntents.list({ created, limit: 100, expand }))
        yield toListedPayment(intent);
    } catch (error) {
      throw portError(error);
    }
  }

  async #settle(key: string, call: (idempotencyKey: string) => Promise<Intent>): Promise<Payment> {
    return this.#ask(() => this.#withKey(key, call));
  }

  /** Answers in the port's words alone. */
  async #ask(call: () => Promise<Intent>): Promise<Payment> {
    try {
      return toPayment(await call());
    } catch (error) {
      throw portError(error);
    }
  }

  /**
   * Stripe stores a 500 under its key and replays it for ever. When that is what comes back, the call
   * goes on under a follow-up key, the same one each time; the payment's own state keeps anything from
   * happening twice.
   */
  async #withKey<Result>(key: string, call: (idempotencyKey: string) => Promise<Result>): Promise<Result> {
    for (let generation = 1; generation <= MAX_KEY_GENERATIONS; generation += 1) {
      try {
        return await call(generation === 1 ? key : `${key}~${generation}`);
      } catch (error) {
        if (!isSpentKey(error)) throw error;
      }
    }
    throw new PaymentOutcomeUnknown(
      'Stripe keeps failing on this call; look at the payment in its dashboard.',
    );
  }

  /** A refusal because the payment is already where the call wanted it counts as success. */
  async #unless(done: readonly IntentStatus[], call: Promise<Intent>): Promise<Intent> {
    try {
      return await call;
    } catch (error) {
      const refusal = refusedFor(error, 'payment_intent_unexpected_state');
      if (refusal?.payment_intent && done.includes(refusal.payment_intent.status))
        return refusal.payment_intent;
      throw error;
    }
  }

  /** The payment of a create call whose answer was lost for good. */
  async #createdFor(checkoutId: CheckoutId, key: string): Promise<Intent | undefined> {
    const found = await this.#stripe.paymentIntents.search({
      query: `metadata['checkout_id']:'${checkoutId}'`,
    });
    return found.data.find(({ metadata, status }) => metadata.request_key === key && status !== 'canceled');
  }

  /** The refund of a call whose answer was lost for good: parts of a payment could be given back twice. */
  async #refundedFor(paymentId: string, key: string): Promise<Stripe.Refund | undefined> {
    const refunds = await this.#stripe.refunds.list({ payment_intent: paymentId, limit: 100 });
    return refunds.data.find(({ metadata }) => metadata?.request_key === key);
  }
}

/** A declined card is an answer, not a failure: the payment stands and waits for another card. */
function declinedIntent(error: unknown): Intent {
  if (error instanceof Stripe.errors.StripeCardError && error.payment_intent) return error.payment_intent;
  throw error;
}
