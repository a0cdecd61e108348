import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';
import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CheckoutTerms } from '../activities/conversation.js';
import type {
  Action,
  CheckoutCommand,
  CheckoutId,
  CheckoutState,
  CheckoutView,
  ConversationId,
  Language,
  MessageId,
  Order,
  OrderCommand,
  OrderDispute,
  OrderId,
  ProductId,
  ShopperId,
  Sku,
  StaffCommand,
  StaffOrderCommand,
  StockWatchId,
} from '../domain/index.js';
import type { CheckoutOutcome } from '../machines/conversation-context.js';
import type { OrderNews } from '../machines/order-context.js';
import type { ConversationMemory } from './conversation-memory.js';
import type { Entered } from './state-history.js';
import type { TurnSpent } from './turn-times.js';

export { type Caller, withCaller } from './caller.js';

/** Everything that clients and workflows say to each other; both sides import it from here. */

// Conversation -------------------------------------------------------------------------------

export interface ConversationInput {
  conversationId: ConversationId;
  shopperId: ShopperId;
  /** What the run before handed over; absent in the first. */
  memory?: ConversationMemory;
  /** When to hand over to a new run; the defaults are for production. */
  limits?: Partial<RunLimits>;
}

/** When a conversation continues as new. */
export interface RunLimits {
  /** Turns from which a quiet moment is used to continue as new. */
  softTurns: number;
  /** Turns at which the run ends at once: Temporal allows 2,000 updates in one run. */
  hardTurns: number;
  /** How long no turn must have come, to count as quiet. */
  quietMs: number;
  /** How long a person may be silent before the assistant speaks again. */
  silentMs: number;
}

export const conversationWorkflowType = 'conversation';
export const conversationWorkflowId = (id: string) => `conversation/${id}`;

/** One shopper message and its reply. The update id is the message id, so that a retry is never a second turn. */
export const turnUpdate = defineUpdate<TurnResult, [TurnRequest]>('turn');
export interface TurnRequest {
  messageId: MessageId;
  /** What was tapped: it needs no reading. Words stay in the transcript and are read from there. */
  action?: Action;
  /** What the shopper's browser asks for; counts until the conversation has a language. */
  language?: Language;
}
/** Where the reply stands in the transcript: the words are in Postgres, history holds the reference. */
export interface TurnResult {
  seq: number;
  /** Where the time went, for metrics; absent when an earlier turn's reply is told again. */
  spent?: TurnSpent;
}
export const checkoutEndedSignal =
  defineSignal<[{ checkoutId: CheckoutId; outcome: CheckoutOutcome; attempt?: number }]>('checkoutEnded');
export const orderNewsSignal =
  defineSignal<[{ orderId: OrderId; news: OrderNews; ref: string }]>('orderNews');
/** What the shopper asked to be told of is back in stock. */
export const stockBackSignal = defineSignal<[StockBack]>('stockBack');
export interface StockBack {
  watchId: StockWatchId;
  productId: ProductId;
  sku: Sku;
}
/** What a person of the staff does in a conversation. The update id is the ref, so that a retry is the same act. */
export const personUpdate = defineUpdate<{ seq: number }, [PersonRequest]>('person');
export type PersonRequest =
  /** `takeOver`: in place of whoever speaks now. */
  | { type: 'join'; ref: string; by: { id: string; name: string }; takeOver?: boolean }
  /** The words are where the api left them, under `ref`. */
  | { type: 'say'; ref: string; by: { id: string } }
  | { type: 'hand_back'; ref: string; by: { id: string } };
export const conversationStateQuery = defineQuery<ConversationMemory>('state');

// Checkout -----------------------------------------------------------------------------------

export interface CheckoutInput extends CheckoutTerms {
  checkoutId: CheckoutId;
  conversationId: ConversationId;
  shopperId: ShopperId;
}

export const checkoutWorkflowType = 'checkout';
export const checkoutWorkflowId = (id: string) => `checkout/${id}`;

export const checkoutActUpdate = defineUpdate<CheckoutView, [CheckoutCommand]>('act');
export const staffActUpdate = defineUpdate<CheckoutView, [StaffCommand]>('staffAct');
/** The provider has news, or the shopper is back from the bank: go and look. */
export const paymentNewsSignal = defineSignal<[{ eventId?: string }]>('paymentNews');
export const checkoutViewQuery = defineQuery<CheckoutView | undefined>('view');
export const checkoutStatesQuery = defineQuery<{ state: CheckoutState; at: string }[]>('states');

// Order --------------------------------------------------------------------------------------

export interface OrderInput {
  orderId: OrderId;
}

export const orderWorkflowType = 'order';
export const orderWorkflowId = (id: string) => `order/${id}`;

export const orderActUpdate = defineUpdate<Order, [OrderCommand]>('act');
export const staffOrderActUpdate = defineUpdate<Order, [StaffOrderCommand]>('staffAct');
/** What the shopper tells the order through the conversation; one that is not possible any more changes nothing. */
export const orderWishSignal = defineSignal<[OrderCommand]>('wish');
/** The provider has news about the payment, or its bank disputes it. */
export const orderPaymentNewsSignal =
  defineSignal<[{ eventId?: string; dispute?: OrderDispute }]>('paymentNews');
export const orderViewQuery = defineQuery<Order | undefined>('view');

// Erasure ------------------------------------------------------------------------------------

export interface ErasureInput {
  /** A guest's shopper, or an account. */
  person: ShopperId;
  /** The defaults are for production. */
  pauses?: Partial<ErasurePauses>;
}

/** How long an erasure waits until it looks again, in milliseconds. */
export interface ErasurePauses {
  /** While a payment is under way. */
  paymentsMs: number;
  /** While an order is to be delivered or can be sent back. */
  ordersMs: number;
  /** Until no process remembers a key that was destroyed. */
  keysMs: number;
}

export const erasureWorkflowType = 'erasure';
export const erasureWorkflowId = (person: string) => `erasure/${person}`;

// By the clock -------------------------------------------------------------------------------

export interface MailDeliveryInput {
  /** How long one run looks for mail, in milliseconds. */
  forMs?: number;
  /** The pause between two looks, in milliseconds. */
  everyMs?: number;
}

// Asked by people who look on: the same of conversations and checkouts -------------------------

/** Where it stands, since when, and until when it waits, if a clock runs. */
export const stateQuery = defineQuery<WorkflowState | undefined>('where');
export interface WorkflowState {
  state: string;
  since: string;
  until?: string;
}
/** The states it has passed through; long histories keep the first and the newest. */
export const stateHistoryQuery = defineQuery<Entered<string>[]>('stateHistory');

// Search attributes: no personal data, no codec covers them ----------------------------------

export const SEARCH_ATTRIBUTES = {
  CheckoutState: defineSearchAttributeKey('CheckoutState', SearchAttributeType.KEYWORD),
  StalledReason: defineSearchAttributeKey('StalledReason', SearchAttributeType.KEYWORD),
  OrderState: defineSearchAttributeKey('OrderState', SearchAttributeType.KEYWORD),
  Language: defineSearchAttributeKey('Language', SearchAttributeType.KEYWORD),
  /** Of a checkout's total; see `valueBand`. */
  ValueBand: defineSearchAttributeKey('ValueBand', SearchAttributeType.KEYWORD),
  ConversationStage: defineSearchAttributeKey('ConversationStage', SearchAttributeType.KEYWORD),
};
