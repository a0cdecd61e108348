import type {
  Address,
  CartLine,
  CheckoutId,
  ConversationId,
  GiftMessage,
  Order,
  OrderId,
  PaymentProvider,
  PromotionCode,
  ShippingOption,
  ShopperId,
  Totals,
} from '../../domain/index.js';

export interface NewOrder {
  checkoutId: CheckoutId;
  conversationId: ConversationId;
  lines: CartLine[];
  totals: Totals;
  address: Address;
  shipping: ShippingOption;
  promotionCode?: PromotionCode | undefined;
  giftMessage?: GiftMessage | undefined;
  payment: { provider: PaymentProvider; paymentId: string };
}

/** Orders; at most one for each checkout, whatever is retried. */
export interface Orders {
  /**
   * Writes the order, consumes the checkout's hold and its use of a code, and queues the receipt, in
   * one transaction. Placing again answers with the order that is there. When the hold has lapsed, stock is
   * taken if it is still there; if not, `sold_out` and nothing is written. A use that has lapsed is
   * taken likewise, or the answer is `code_used_up`.
   */
  place(
    order: NewOrder,
  ): Promise<{ kind: 'placed'; orderId: OrderId } | { kind: 'sold_out' } | { kind: 'code_used_up' }>;
  /** Marking again changes nothing. Throws where the checkout left no order. */
  markPaid(checkoutId: CheckoutId): Promise<void>;
  /** Cancels a checkout's order and puts its units back on the shelf, and gives the use of its code back; cancelling again changes nothing. */
  revoke(checkoutId: CheckoutId): Promise<void>;
  get(orderId: OrderId, shopperId: ShopperId): Promise<Order | undefined>;
  /** Whosever it is. */
  byId(orderId: OrderId): Promise<Order | undefined>;
  byCheckout(checkoutId: CheckoutId): Promise<Order | undefined>;
}
