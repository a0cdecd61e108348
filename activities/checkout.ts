import { ApplicationFailure } from '@temporalio/activity';
import {
  type CartLine,
  type CheckoutId,
  type CheckoutView,
  type ConversationId,
  type Money,
  money,
  type OrderId,
  type PaymentMethod,
  type PaymentNews,
  type PaymentOption,
  type PaymentProvider,
  type PromotionCode,
  type PromotionRefusal,
  type ShopperId,
  type Sku,
} from '../domain/index.js';
import {
  type Carts,
  type Checkouts,
  type HoldOutcome,
  type Inventory,
  type NewOrder,
  type Orders,
  type Payment,
  type PaymentAttempt,
  type PaymentAttempts,
  type PaymentCustomers,
  PaymentOutcomeUnknown,
  type PaymentProviders,
  PaymentRefused,
  type Promotions,
} from './ports/index.js';

export interface CheckoutDeps {
  carts: Carts;
  checkouts: Checkouts;
  inventory: Inventory;
  promotions: Promotions;
  orders: Orders;
  payments: PaymentProviders;
  attempts: PaymentAttempts;
  customers: PaymentCustomers;
  /** Where the bank's page sends the shopper back to. */
  returnUrl: (checkoutId: CheckoutId) => string;
}

interface PaymentStep {
  checkoutId: CheckoutId;
  provider: PaymentProvider;
  paymentId: string;
  key: string;
}

/** What a checkout asks of the world. Each may be asked again with the same key and does its work once. */
export function createCheckoutActivities(deps: CheckoutDeps) {
  const { carts, checkouts, inventory, promotions, orders, payments, attempts } = deps;

  /**
   * Books the call before it is made and its outcome after; in between, the book says "unknown".
   * @param before what else has to be done before the call. @param after what follows from its success.
   */
  async function booked(
    attempt: PaymentAttempt,
    call: () => Promise<Payment>,
    { before, after }: { before?: () => Promise<void>; after?: () => Promise<unknown> } = {},
  ): Promise<Payment> {
    await Promise.all([attempts.open(attempt), before?.()]);
    const payment = await call();
    await Promise.all([attempts.settle(attempt.key, payment.id, payment.status.kind), after?.()]);
    return payment;
  }

  /** Readers wait for a provider now, and read so. */
  async function show(view: CheckoutView | undefined): Promise<void> {
    if (view) await checkouts.publish(view);
  }

  async function extendHold(checkoutId: CheckoutId, until: number): Promise<void> {
    const expiresAt = new Date(until);
    await Promise.all([inventory.extend(checkoutId, expiresAt), promotions.extend(checkoutId, expiresAt)]);
  }

  function confirm(
    { method, ...step }: PaymentStep & { method: PaymentMethod },
    before?: () => Promise<void>,
  ): Promise<Payment> {
    const { checkoutId, provider, paymentId, key } = step;
    const call = () => payments.of(provider).confirm(paymentId, method, deps.returnUrl(checkoutId), key);
    return booked({ ...step, operation: 'confirm' }, call, { before });
  }

  /** What the payment says itself; agreed to on the provider's page, it is confirmed first. */
  async function standing(step: PaymentStep & { method: PaymentMethod }): Promise<Payment> {
    const payment = await payments.of(step.provider).retrieve(step.paymentId);
    return payment.status.kind === 'approved' ? confirm(step) : payment;
  }

  async function refundTheRest(step: PaymentStep, { amount, refunded }: Payment): Promise<void> {
    const rest = money(amount.amount - refunded, amount.currency);
    if (rest.amount === 0) return;
    const key = `${step.key}:refund`;
    await attempts.open({ ...step, key, operation: 'refund', amount: rest });
    const { status } = await payments.of(step.provider).refund(step.paymentId, rest, key);
    await attempts.settle(key, step.paymentId, `refund_${status}`);
  }

  return {
    /** @param actId the act that the view answers, if it answers one. */
    async publishCheckout(view: CheckoutView, actId?: string): Promise<void> {
      await checkouts.publish(view, actId);
    },

    /** The cart's lines, or those of a list, with the prices and availability of now. */
    async readLines(request: {
      checkoutId: CheckoutId;
      conversationId: ConversationId;
      lines?: { sku: Sku; quantity: number }[];
    }): Promise<CartLine[]> {
      if (request.lines) return carts.price(request.lines, request.checkoutId);
      return (await carts.read(request.conversationId, request.checkoutId)).lines;
    },

    /** Sets the stock aside, and with it the use of a code. A code that does not hold leaves the stock aside. */
    async holdStock(request: {
      checkoutId: CheckoutId;
      shopperId: ShopperId;
      lines: { sku: Sku; quantity: number }[];
      expiresAt: number;
      promotion?: { code: PromotionCode; subtotal: Money };
    }): Promise<HoldOutcome | { kind: 'code_lapsed'; refusal: PromotionRefusal }> {
      const { checkoutId, shopperId, lines, promotion } = request;
      const expiresAt = new Date(request.expiresAt);
      const outcome = await inventory.hold(checkoutId, lines, expiresAt);
      if (outcome.kind === 'short') return outcome;
      if (!promotion) {
        // Of a code that was taken off since.
        await promotions.release(checkoutId);
        return outcome;
      }
      const use = await promotions.reserve({ checkoutId, shopperId, ...promotion }, expiresAt);
      return use.kind === 'taken' ? outcome : { kind: 'code_lapsed', refusal: use.refusal };
    },

    async extendHold({
      checkoutId,
      expiresAt,
    }: {
      checkoutId: CheckoutId;
      expiresAt: number;
    }): Promise<void> {
      await extendHold(checkoutId, expiresAt);
    },

    async releaseHold({ checkoutId }: { checkoutId: CheckoutId }): Promise<void> {
      await inventory.release(checkoutId);
      await promotions.release(checkoutId);
    },

    async preparePayment(request: {
      checkoutId: CheckoutId;
      option: PaymentOption;
      amount: Money;
      key: string;
    }): Promise<{ paymentId: string }> {
      const { checkoutId, option, amount, key } = request;
      const { provider } = option;
      const returnUrl = deps.returnUrl(checkoutId);
      const customerId = await deps.customers.ofCheckout(checkoutId, provider);
      const wish = { checkoutId, amount, option, returnUrl, customerId };
      const create = () => payments.of(provider).create(wish, key);
      const payment = await untilRefused(() =>
        booked({ key, checkoutId, provider, operation: 'create', amount }, create),
      );
      return { paymentId: payment.id };
    },

    /**
     * One try, with the stock kept aside until `holdUntil`. What the provider leaves open is `PAYMENT_UNKNOWN`, never
     * an error.
     */
    async confirmPayment(
      { holdUntil, ...request }: PaymentStep & { method: PaymentMethod; holdUntil: number },
      view?: CheckoutView,
    ): Promise<PaymentNews> {
      const before = async () => {
        await Promise.all([extendHold(request.checkoutId, holdUntil), show(view)]);
      };
      return newsOr(() => confirm(request, before));
    },

    /**
     * What became of an attempt to pay: the same call with the same key, which repeats its answer or
     * does what was never done; then what the payment says itself. A decline counts only from the
     * attempt: the payment may still remember the one before.
     */
    async lookUpPayment(
      request: PaymentStep & { method: PaymentMethod; authenticating: boolean },
      view?: CheckoutView,
    ): Promise<PaymentNews> {
      await show(view);
      const retrieve = () => newsOr(() => standing(request));
      if (request.authenticating) return retrieve();
      const repeated = await newsOr(() => confirm(request));
      if (repeated.type === 'PAYMENT_AUTHORISED' || repeated.type === 'PAYMENT_DECLINED') return repeated;
      const current = await retrieve();
      return repeated.type === 'PAYMENT_UNKNOWN' && current.type === 'PAYMENT_DECLINED' ? repeated : current;
    },

    /** Gives back what was set aside, or, where it was taken already, what was taken. */
    async reversePayment(step: PaymentStep): Promise<void> {
      const { provider, paymentId, key } = step;
      const port = payments.of(provider);
      await untilRefused(async () => {
        try {
          await booked({ ...step, operation: 'void' }, () => port.void(paymentId, key));
        } catch (error) {
          if (!(error instanceof PaymentRefused)) throw error;
          const payment = await port.retrieve(paymentId);
          if (payment.status.kind !== 'captured') throw error;
          await refundTheRest(step, payment);
        }
      });
    },

    async writeOrder(
      order: Omit<NewOrder, 'payment'> & { provider: PaymentProvider; paymentId: string },
    ): Promise<{ kind: 'placed'; orderId: OrderId } | { kind: 'sold_out' } | { kind: 'code_used_up' }> {
      const { provider, paymentId, ...rest } = order;
      return orders.place({ ...rest, payment: { provider, paymentId } });
    },

    /** Cancels the order of a checkout and puts its stock back, once. */
    async revokeOrder({ checkoutId }: { checkoutId: CheckoutId }): Promise<void> {
      await orders.revoke(checkoutId);
    },

    /** Takes the authorised money, marks the order paid and empties the cart of what was bought. */
    async capturePayment(
      { conversationId, ...step }: PaymentStep & { conversationId: ConversationId },
      view?: CheckoutView,
    ): Promise<void> {
      const { checkoutId, provider, paymentId, key } = step;
      await untilRefused(() =>
        booked({ ...step, operation: 'capture' }, () => payments.of(provider).capture(paymentId, key), {
          before: () => show(view),
          after: () => Promise.all([orders.markPaid(checkoutId), carts.settle(conversationId, checkoutId)]),
        }),
      );
    },
  };
}

export type CheckoutActivities = ReturnType<typeof createCheckoutActivities>;

/** A refusal ends the retries, anything else goes on being tried. */
async function untilRefused<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    if (!(error instanceof PaymentRefused)) throw error;
    throw ApplicationFailure.nonRetryable(
      `the payment provider refused: ${error.message}`,
      'payment_refused',
    );
  }
}

async function newsOr(call: () => Promise<Payment>): Promise<PaymentNews> {
  try {
    return toNews(await call());
  } catch (error) {
    if (error instanceof PaymentOutcomeUnknown) return { type: 'PAYMENT_UNKNOWN' };
    if (!(error instanceof PaymentRefused)) throw error;
    const message = 'This way to pay was refused; please try another.';
    return { type: 'PAYMENT_DECLINED', decline: { code: 'refused', message } };
  }
}

function toNews({ status }: Payment): PaymentNews {
  switch (status.kind) {
    case 'authorised':
    case 'captured':
      return { type: 'PAYMENT_AUTHORISED' };
    case 'processing':
      return { type: 'PAYMENT_PROCESSING' };
    case 'action_required':
      return { type: 'AUTHENTICATION_REQUIRED', url: status.url };
    case 'declined':
      return { type: 'PAYMENT_DECLINED', decline: status.decline };
    case 'voided':
      return {
        type: 'PAYMENT_DECLINED',
        decline: { code: 'voided', message: 'This payment was cancelled.' },
      };
    default:
      return { type: 'PAYMENT_UNKNOWN' };
  }
}
