import type { CheckoutId, Money, Order, OrderEntry, OrderId, PaymentProvider, Sku } from '../domain/index.js';
import {
  type ExchangeOutcome,
  type OrderBook,
  type PaymentAttempts,
  PaymentOutcomeUnknown,
  type PaymentProviders,
  PaymentRefused,
  type Refund,
  type StandingOrder,
} from './ports/index.js';

export interface OrderDeps {
  book: OrderBook;
  payments: PaymentProviders;
  attempts: PaymentAttempts;
}

export interface GiveBack {
  checkoutId: CheckoutId;
  provider: PaymentProvider;
  paymentId: string;
  amount: Money;
  key: string;
  /** The order is cancelled: money that is only set aside is let go instead. */
  whole: boolean;
}

export interface FollowRefunds {
  provider: PaymentProvider;
  paymentId: string;
  /** Our id of each, and the provider's. */
  refunds: { id: string; reference: string }[];
}

export type GiveBackOutcome =
  | { type: 'REFUND_ACCEPTED'; state: 'pending' | 'done'; reference?: string }
  | { type: 'REFUND_UNKNOWN' }
  | { type: 'REFUND_REFUSED'; message: string };

/** What an order asks of the world. Each may be asked again with the same key and does its work once. */
export function createOrderActivities({ book, payments, attempts }: OrderDeps) {
  async function refund({
    checkoutId,
    provider,
    paymentId,
    amount,
    key,
  }: GiveBack): Promise<GiveBackOutcome> {
    await attempts.open({ key, checkoutId, provider, paymentId, operation: 'refund', amount });
    const { id, status } = await payments.of(provider).refund(paymentId, amount, key);
    await attempts.settle(key, paymentId, `refund_${status}`);
    if (status === 'failed') return { type: 'REFUND_REFUSED', message: 'the provider says that it failed' };
    return { type: 'REFUND_ACCEPTED', state: status, reference: id };
  }

  /** Nothing was taken yet: what was set aside is let go. */
  async function letGo({ checkoutId, provider, paymentId, key }: GiveBack): Promise<GiveBackOutcome> {
    const voidKey = `${key}:void`;
    await attempts.open({ key: voidKey, checkoutId, provider, paymentId, operation: 'void' });
    const { status } = await payments.of(provider).void(paymentId, voidKey);
    await attempts.settle(voidKey, paymentId, status.kind);
    return { type: 'REFUND_ACCEPTED', state: 'done' };
  }

  return {
    async readOrder({ orderId }: { orderId: OrderId }): Promise<StandingOrder> {
      return book.read(orderId);
    },

    /** @param request the order as it stands, what is new, and the act that it answers, if it answers one. */
    async publishOrder(request: { order: Order; entries: OrderEntry[]; actId?: string }): Promise<void> {
      await book.publish(request.order, request.entries, request.actId);
    },

    async restock(request: {
      orderId: OrderId;
      key: string;
      lines: { sku: Sku; quantity: number }[];
    }): Promise<void> {
      await book.restock(request.orderId, request.key, request.lines);
    },

    async exchangeVariant(request: {
      orderId: OrderId;
      key: string;
      position: number;
      sku: Sku;
    }): Promise<ExchangeOutcome> {
      return book.exchange(request.orderId, request.key, request.position, request.sku);
    },

    /** One try, booked before it is made. What the provider leaves open is `REFUND_UNKNOWN`, never an error. */
    async giveBack(request: GiveBack): Promise<GiveBackOutcome> {
      try {
        if (!request.whole) return await refund(request);
        const { status } = await payments.of(request.provider).retrieve(request.paymentId);
        const notTaken = status.kind === 'authorised' || status.kind === 'voided';
        return await (notTaken ? letGo(request) : refund(request));
      } catch (error) {
        if (error instanceof PaymentOutcomeUnknown) return { type: 'REFUND_UNKNOWN' };
        if (!(error instanceof PaymentRefused)) throw error;
        return { type: 'REFUND_REFUSED', message: error.message };
      }
    },

    /** Looks what has become of refunds that the provider took on; answers by our id of each. */
    async followRefunds({ provider, paymentId, refunds }: FollowRefunds) {
      const states: Record<string, Refund['status']> = {};
      for (const { id, reference } of refunds)
        states[id] = (await payments.of(provider).retrieveRefund(paymentId, reference)).status;
      return { type: 'REFUNDS_FOLLOWED' as const, states };
    },
  };
}

export type OrderActivities = ReturnType<typeof createOrderActivities>;
