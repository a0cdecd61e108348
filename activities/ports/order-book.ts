import type {
  ConversationId,
  Order,
  OrderEntry,
  OrderId,
  OrderLine,
  OrderOutline,
  OrderStage,
  PaymentProvider,
  ShopperId,
  Sku,
} from '../../domain/index.js';

export interface StandingOrder {
  order: Order;
  payment: { provider: PaymentProvider; paymentId: string };
  /** The seq of the last thing that happened; 0 when nothing was written down yet. */
  lastEntry: number;
}

export type ExchangeOutcome =
  | { kind: 'exchanged'; line: Pick<OrderLine, 'sku' | 'size' | 'colour' | 'imageUrl'> }
  | { kind: 'refused'; message: string };

/** What becomes of orders once they are placed. The workflows are the truth; here is what people read, and the stock. */
export interface OrderBook {
  /** The order as it stands, to begin its workflow with. Throws when there is none. */
  read(orderId: OrderId): Promise<StandingOrder>;
  /**
   * In one transaction: the order as it stands, what has happened since, mail that is owed for it, and the news
   * for the conversation's readers. A version that is not newer is ignored.
   * @param actId the act that the order answers: in the same transaction it becomes the answer under the act's key.
   */
  publish(order: Order, entries: readonly OrderEntry[], actId?: string): Promise<void>;
  /** Puts units back on the shelf, once for each key. */
  restock(orderId: OrderId, key: string, lines: readonly { sku: Sku; quantity: number }[]): Promise<void>;
  /** Swaps a line for another variant of its product, all units or none, once for each key. */
  exchange(orderId: OrderId, key: string, position: number, sku: Sku): Promise<ExchangeOutcome>;
  /** Orders of the shopper whose conversation it is, newest first; 20 at most. */
  outlines(conversationId: ConversationId): Promise<OrderOutline[]>;
  /** Orders of a shopper, newest first; 100 at most. */
  list(shopperId: ShopperId): Promise<Order[]>;
  /** For staff: orders at a stage, or those that need a person; longest there first, 100 at most. */
  atStage(stage: OrderStage | 'stalled'): Promise<Order[]>;
  /** What happened, in order. */
  entries(orderId: OrderId): Promise<OrderEntry[]>;
}
