import type {
  Address,
  CheckoutId,
  LineQuantity,
  Money,
  Order,
  OrderDispute,
  OrderEntry,
  OrderId,
  OrderLine,
  OrderRefund,
  OrderReturn,
  OrderStage,
  PaymentProvider,
  Sku,
  Tracking,
} from '../domain/index.js';
import type { EffectFailed, Timed } from './effects.js';

/** What is known of an order when its workflow begins: what the checkout left, or what an earlier run made of it. */
export interface OrderRecord {
  order: Order;
  payment: { provider: PaymentProvider; paymentId: string };
  /** How much has happened so far: the seq of the last entry. */
  lastEntry: number;
}

/** A refund on its way through the provider. */
export interface RefundOrder extends OrderRefund {
  /** How often it was begun anew after a refusal: part of its key, for a refusal is remembered under one. */
  tries: number;
}

/** What an order knows. All times are epoch milliseconds, but for those that people read. */
export interface OrderContext {
  orderId: OrderId;
  /** Absent until it has been read. */
  record?: OrderRecord;
  address?: Address;
  lines: OrderLine[];
  tracking?: Tracking;
  shippedAt?: number;
  deliveredAt?: number;
  followedUp: boolean;
  refunds: RefundOrder[];
  returns: OrderReturn[];
  disputes: OrderDispute[];
  /** How many swaps have been tried: part of their keys. */
  exchanges: number;
  /** Why the last act could not be done, when that shows only in the doing. */
  refusal?: string;
  /** How often the provider has been asked what became of a refund. */
  lookUps: number;
  stalled?: { reason: 'refund_refused' | 'refund_outcome_unknown'; since: number; tried: string };
  /** What happened in this run, to be written down in order. */
  entries: OrderEntry[];
  /** When the goods, and the money, want to hear that time has passed. */
  goodsDeadline?: number;
  moneyDeadline?: number;
}

export type OrderEvent = Timed<
  | { type: 'ORDER_READ'; record: OrderRecord }
  // from the shopper
  | { type: 'CANCEL_REQUESTED'; by: string }
  | { type: 'ADDRESS_CHANGED'; by: string; address: Address }
  | { type: 'EXCHANGE_REQUESTED'; by: string; position: number; sku: Sku }
  | { type: 'RETURN_REQUESTED'; by: string; lines: LineQuantity[]; reason: string }
  // from staff
  | { type: 'PACKED'; by: string }
  | { type: 'SHIPPED'; by: string; tracking: Tracking }
  | { type: 'DELIVERED'; by: string }
  | { type: 'REFUND_REQUESTED'; by: string; amount: Money; reason: string }
  | { type: 'RETURN_RECEIVED'; by: string; returnId: string }
  | { type: 'RESUMED'; by: string }
  | { type: 'SETTLED_BY_HAND'; by: string }
  // from the world
  | { type: 'EXCHANGED'; position: number; line: SwappedTo }
  | { type: 'EXCHANGE_REFUSED'; message: string }
  | { type: 'REFUND_ACCEPTED'; state: 'pending' | 'done'; reference?: string | undefined }
  | { type: 'REFUND_UNKNOWN' }
  | { type: 'REFUND_REFUSED'; message: string }
  | { type: 'REFUNDS_FOLLOWED'; states: Record<string, FollowedRefund> }
  | { type: 'PAYMENT_NEWS' }
  | { type: 'DISPUTED'; dispute: OrderDispute }
  | { type: 'DEADLINE_PASSED' }
  | EffectFailed
>;

/** What has become of a refund that the provider had taken on. */
export type FollowedRefund = 'pending' | 'done' | 'failed';

/** What a swap changes about a line. */
export type SwappedTo = Pick<OrderLine, 'sku' | 'size' | 'colour' | 'imageUrl'>;

/** What the conversation is told of. */
export type OrderNews = 'shipped' | 'follow_up' | 'refunded';

/** What an order asks of the world. Keys make each safe to ask again. */
export interface OrderEffects {
  readOrder: { orderId: OrderId };
  /** Puts units back on the shelf. */
  restock: { orderId: OrderId; key: string; lines: { sku: Sku; quantity: number }[] };
  exchangeVariant: { orderId: OrderId; key: string; position: number; sku: Sku };
  giveBack: {
    checkoutId: CheckoutId;
    provider: PaymentProvider;
    paymentId: string;
    amount: Money;
    key: string;
    /** Where the money is only set aside, letting it go is enough. */
    whole: boolean;
  };
  /** Looks what has become of refunds that the provider took on; `refunds` names ours and the provider's id of each. */
  followRefunds: {
    provider: PaymentProvider;
    paymentId: string;
    refunds: { id: string; reference: string }[];
  };
  tellConversation: { news: OrderNews; ref: string };
}

export type GoodsState = OrderStage | 'reading' | 'sorting' | 'exchanging';
