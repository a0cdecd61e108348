import type {
  Act,
  Action,
  CartChange,
  CartOutline,
  CartRefusal,
  CheckoutId,
  Constraints,
  Language,
  MessageId,
  Narrowing,
  OrderId,
  OrderIntent,
  OrderOutline,
  PersonNote,
  ProductId,
  Relaxation,
  ReplyPlan,
  Sku,
  Standing,
  StockWatchId,
  StockWatchOutcome,
  StockWish,
  Understanding,
  UnderstandingContext,
} from '../domain/index.js';
import type { EffectFailed, Timed } from './effects.js';
import type { OrderNews } from './order-context.js';

/** What a conversation remembers; small enough to be carried through continue-as-new. */
export interface ConversationContext {
  /** What the shopper is looking for, carried from turn to turn. */
  constraints: Constraints;
  /** The constraints of before, the last one last, for "go back". */
  past?: Constraints[];
  /** How the results are sorted; by relevance unless asked otherwise. */
  sort?: Understanding['sort'];
  /** What else the message under way asks for, and what was done of it already. */
  pending?: Act[];
  done?: number;
  /** What the reply will say of the acts before the one under way. */
  said?: ReplyPlan;
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
  /** The order of which the last reply asked whether to cancel it. */
  confirming?: OrderId | undefined;
  /** The checkout that is open, if one is. */
  checkoutId?: CheckoutId;
  /** Whether the shopper has asked for a person; ops find the conversation by it. */
  wantsPerson: boolean;
  /** Who of the staff speaks with the shopper. While somebody does, the assistant says nothing. */
  person?: PersonSpeaking | undefined;
  /** What the shop had to tell while a person spoke; told once they have handed back. */
  unsaid?: { ref: string; plan: ReplyPlan }[] | undefined;
  /** What is asked about an order, while it is being looked up. */
  orderWish?: OrderWish;
  /** The language of the conversation, once anybody has said or asked for one. */
  language?: Language | undefined;
  /** What the last message seemed to be in, where that was another and not clear. */
  leaning?: Language | undefined;
  /** The message being answered; absent when the shop speaks up by itself. */
  messageId?: MessageId;
  /** Names the reply under way within the conversation. */
  ref: string;
  /** What the reply under way will say. */
  plan: ReplyPlan;
}

/** One of the staff, as long as they speak with a shopper. */
export interface PersonSpeaking {
  /** Names them for the shop: an account, or the name that came with the staff token. */
  id: string;
  /** What the shopper reads. */
  name: string;
  /** How long they may be silent, in milliseconds, and when that is over. */
  silentMs: number;
  until: number;
}

/** What the shopper wants of an order, and of which, if they said so. */
export interface OrderWish {
  intent: OrderIntent;
  orderId?: OrderId;
  orderNumber?: string;
  confirmed?: boolean;
}

export type CheckoutOutcome = 'completed' | 'cancelled' | 'expired' | 'stalled' | 'declined';

export type ConversationEvent = Timed<
  | { type: 'MESSAGE_RECEIVED'; messageId: MessageId; action?: Action; language?: Language }
  | { type: 'UNDERSTOOD'; understanding: Understanding }
  | {
      type: 'SEARCHED';
      ids: ProductId[];
      total: number;
      estimated?: true;
      relaxations: Relaxation[];
      narrowings?: Narrowing[];
    }
  | { type: 'SIMILAR_FOUND'; similar: ProductId[]; alsoBought: ProductId[] }
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
  | { type: 'ORDERS_FOUND'; orders: OrderOutline[] }
  | { type: 'CANCELLATION_ASKED' }
  | { type: 'ORDER_NEWS'; orderId: OrderId; news: OrderNews; ref: string }
  | { type: 'STOCK_WATCHED'; wish: StockWish; outcome: StockWatchOutcome }
  | { type: 'WATCHING_STOPPED'; count: number }
  | { type: 'STOCK_BACK'; watchId: StockWatchId; productId: ProductId; sku: Sku }
  | {
      type: 'PERSON_JOINED';
      ref: string;
      person: { id: string; name: string };
      silentMs: number;
      /** In place of whoever speaks now. */
      takeOver?: boolean;
    }
  | { type: 'PERSON_SAID'; ref: string; personId: string }
  | { type: 'PERSON_LEFT'; ref: string; personId: string }
  | { type: 'DEADLINE_PASSED' }
  | { type: 'PERSON_CALLED' }
  | { type: 'PERSON_NOTED' }
  | { type: 'REPLIED' }
  | EffectFailed
>;

/** What a conversation asks of the world. */
export interface ConversationEffects {
  understand: { messageId: MessageId; action?: Action; context: UnderstandingContext };
  searchCatalog: { constraints: Constraints; offset: number; limit: number; sort?: Understanding['sort'] };
  findSimilar: { productId: ProductId; limit: number };
  /** Turns to the next thing that the message asks for. */
  takeNext: { act: Act };
  changeCart: { changeId: string; change: CartChange };
  openCheckout: Record<never, never>;
  findOrders: Record<never, never>;
  /** Tells the order that the shopper wants it cancelled; the order itself judges. */
  cancelOrder: { orderId: OrderId };
  watchStock: { wish: StockWish };
  stopWatching: { sku?: Sku };
  /** Lets staff know that the shopper waits for one of them. */
  callPerson: Record<never, never>;
  /** Puts into the transcript what a person did, or the words that they have left with the shop under `ref`. */
  notePerson: { ref: string; personId: string; name: string } & PersonNote;
  /** With it goes where the conversation stands then, for whoever has to take it up again without its workflow. */
  reply: { ref: string; inReplyTo?: MessageId; plan: ReplyPlan; language?: Language; standing?: Standing };
}
