import type {
  Address,
  CheckoutId,
  ConversationId,
  Order,
  OrderId,
  ProductId,
  Sku,
  StockWatchId,
} from '../../domain/index.js';

/** Somebody who may get mail that no order asks for, and since when. */
export interface ConsentingShopper {
  to: Pick<Address, 'name' | 'email'>;
  consentedAt: Date;
}

export interface WatchedVariant {
  conversationId: ConversationId;
  productId: ProductId;
  sku: Sku;
  state: string;
  /** Absent when nobody gave an address and allowed it. */
  shopper?: ConsentingShopper;
}

export interface LeftCheckout {
  conversationId: ConversationId;
  /** Whether it is still left behind: nothing was ordered, cancelled or begun since. */
  isLeft: boolean;
  shopper?: ConsentingShopper;
}

/** What mails are about, as it stands when they are sent. */
export interface MailRecords {
  order(id: OrderId): Promise<(Order & { conversationId: ConversationId }) | undefined>;
  watch(id: StockWatchId): Promise<WatchedVariant | undefined>;
  checkout(id: CheckoutId): Promise<LeftCheckout | undefined>;
  /**
   * Puts a reminder into the outbox for each checkout that was left behind, at most one a checkout and one
   * a conversation a week, only where the shopper allowed it. Returns how many.
   */
  remindOfLeftCheckouts(leftForMs: number): Promise<number>;
}
