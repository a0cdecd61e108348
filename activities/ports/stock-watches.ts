import type {
  ConversationId,
  ProductId,
  ShopperId,
  Sku,
  StockWatchId,
  StockWatchOutcome,
  StockWish,
} from '../../domain/index.js';

/** A promise that has come due. */
export interface WatchToTell {
  watchId: StockWatchId;
  conversationId: ConversationId;
  shopperId: ShopperId;
  productId: ProductId;
  sku: Sku;
}

/** Promises to tell when something can be had again. */
export interface StockWatches {
  /** Promising again what is promised changes nothing. */
  watch(conversationId: ConversationId, wish: StockWish): Promise<StockWatchOutcome>;
  /** Takes back one promise, or all of a conversation. Returns how many there were. */
  stop(conversationId: ConversationId, sku?: Sku): Promise<number>;
  /**
   * Ends what is over, and returns promises of which the stock is back, oldest first: each becomes due once,
   * with a mail in the outbox, which is written where the shopper allows it, and is returned until it is told.
   */
  due(limit: number): Promise<WatchToTell[]>;
  told(watchIds: readonly StockWatchId[]): Promise<void>;
}
