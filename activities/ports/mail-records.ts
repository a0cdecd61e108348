import type {
  Address,
  CheckoutId,
  ConversationId,
  Language,
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

/** Where something came about that is written of. */
interface OfConversation {
  conversationId: ConversationId;
  /** What is spoken there; absent until the shop has spoken. */
  language?: Language | undefined;
}

export interface WatchedVariant extends OfConversation {
  productId: ProductId;
  sku: Sku;
  state: string;
  /** Absent when nobody gave an address and allowed it. */
  shopper?: ConsentingShopper;
}

export interface LeftCheckout extends OfConversation {
  /** Whether it is still left behind: nothing was ordered, cancelled or begun since. */
  isLeft: boolean;
  shopper?: ConsentingShopper;
}

/** What mails are about, as it stands when they are sent. */
export interface MailRecords {
  order(id: OrderId): Promise<(Order & OfConversation) | undefined>;
  watch(id: StockWatchId): Promise<WatchedVariant | undefined>;
  checkout(id: CheckoutId): Promise<LeftCheckout | undefined>;
  /**
   * Puts a reminder into the outbox for each checkout that was left behind, at most one a checkout and one
   * a conversation a week, only where the shopper allowed it. Returns how many.
   */
  remindOfLeftCheckouts(leftForMs: number): Promise<number>;
}
