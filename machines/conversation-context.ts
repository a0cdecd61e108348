import type {
  Action,
  CartChange,
  CartOutline,
  CartRefusal,
  CheckoutId,
  Constraints,
  MessageId,
  ProductId,
  Relaxation,
  ReplyPlan,
  Sku,
  StockWatchId,
  StockWatchOutcome,
  StockWish,
  Understanding,
  UnderstandingContext,
} from '../domain/index.js';
import type { EffectFailed, Timed } from './effects.js';

/** What a conversation remembers; small enough to be carried through continue-as-new. */
export interface ConversationContext {
  /** What the shopper is looking for, carried from turn to turn. */
  constraints: Constraints;
  /** The products on screen, in the order of "the first one". */
  shown: ProductId[];
  /** How many products of this search have been shown, and how many there are. */
  seen: number;
  total: number;
  cart: CartOutline;
  /** What was shown last: whose "second one" is meant. */
  screen: 'products' | 'cart';
  /** The add that waits for an answer to "which size?". */
  asked?: { productId: ProductId; quantity: number };
  /** The checkout that is open, if one is. */
  checkoutId?: CheckoutId;
  /** Whether the shopper has asked for a person; ops find the conversation by it. */
  wantsPerson: boolean;
  /** The message being answered; absent when the shop speaks up by itself. */
  messageId?: MessageId;
  /** Names the reply under way within the conversation. */
  ref: string;
  /** What the reply under way will say. */
  plan: ReplyPlan;
}

export type CheckoutOutcome = 'completed' | 'cancelled' | 'expired' | 'stalled' | 'declined';

export type ConversationEvent = Timed<
  | { type: 'MESSAGE_RECEIVED'; messageId: MessageId; action?: Action }
  | { type: 'UNDERSTOOD'; understanding: Understanding }
  | { type: 'SEARCHED'; ids: ProductId[]; total: number; relaxations: Relaxation[] }
  | { type: 'CART_CHANGED'; outline: CartOutline; change: CartChange['type']; quantity?: number }
  | {
      type: 'CART_CHANGE_REFUSED';
      outline: CartOutline;
      refusal: CartRefusal;
      available?: number;
      /** What was to be added. */
      wish?: StockWish;
    }
  | { type: 'VARIANT_NEEDED'; outline: CartOutline; productId: ProductId; quantity: number }
  | { type: 'CHECKOUT_OPENED'; checkoutId: CheckoutId }
  | { type: 'CHECKOUT_ENDED'; checkoutId: CheckoutId; outcome: CheckoutOutcome; attempt?: number }
  | { type: 'STOCK_WATCHED'; wish: StockWish; outcome: StockWatchOutcome }
  | { type: 'WATCHING_STOPPED'; count: number }
  | { type: 'STOCK_BACK'; watchId: StockWatchId; productId: ProductId; sku: Sku }
  | { type: 'REPLIED' }
  | EffectFailed
>;

/** What a conversation asks of the world. */
export interface ConversationEffects {
  understand: { messageId: MessageId; action?: Action; context: UnderstandingContext };
  searchCatalog: { constraints: Constraints; offset: number; limit: number };
  changeCart: { changeId: string; change: CartChange };
  openCheckout: Record<never, never>;
  watchStock: { wish: StockWish };
  stopWatching: { sku?: Sku };
  reply: { ref: string; inReplyTo?: MessageId; plan: ReplyPlan };
}
