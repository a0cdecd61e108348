import type { ConversationId, Sku, StockWatchId, StockWatchOutcome, StockWish } from '../domain/index.js';
import type { StockWatches, WatchToTell } from './ports/index.js';

/** How many promises one look keeps; what is more waits for the next. */
const MOST_A_LOOK = 50;

/** Promises to tell: made in a conversation, kept by the clock. */
export function createStockWatchActivities({ watches }: { watches: StockWatches }) {
  return {
    async watchStock(request: {
      conversationId: ConversationId;
      wish: StockWish;
    }): Promise<StockWatchOutcome> {
      return watches.watch(request.conversationId, request.wish);
    },

    async stopWatching(request: { conversationId: ConversationId; sku?: Sku }): Promise<number> {
      return watches.stop(request.conversationId, request.sku);
    },

    /** Promises of which the stock is back and that have not been told. */
    async watchesToTell(): Promise<WatchToTell[]> {
      return watches.due(MOST_A_LOOK);
    },

    async markWatchesTold({ watchIds }: { watchIds: StockWatchId[] }): Promise<void> {
      await watches.told(watchIds);
    },
  };
}

export type StockWatchActivities = ReturnType<typeof createStockWatchActivities>;
