import type {
  CheckoutCommand,
  CheckoutId,
  CheckoutView,
  ConversationId,
  Order,
  OrderCommand,
  OrderDispute,
  OrderId,
  ShopperId,
  StaffCommand,
  StaffOrderCommand,
  TimelineEntry,
} from '../../domain/index.js';
import type { PersonRequest, TurnRequest, TurnResult } from '../../workflows/messages.js';

/** How the api talks to workflows. Everything throws `ShopError` alone; `unavailable` means that a retry is safe. */
export interface WorkflowGateway {
  /** Runs the turn of a stored message, of which a tap travels along, once however often it is asked; resolves to the place of the reply. */
  turn(conversation: { id: ConversationId; shopperId: ShopperId }, request: TurnRequest): Promise<TurnResult>;
  /** Lets a person of the staff take over, speak or hand back, once for each `ref`; answered with its place in the transcript. */
  person(
    conversation: { id: ConversationId; shopperId: ShopperId },
    request: PersonRequest,
  ): Promise<{ seq: number }>;
  /** What Temporal knows of a workflow, oldest first; nothing where it is forgotten. */
  story(workflowId: string): Promise<TimelineEntry[]>;
  /** Makes a checkout do something, once for each `actId`. Throws `checkout_over` when it has ended. */
  act(checkoutId: CheckoutId, command: CheckoutCommand, actId: string): Promise<CheckoutView>;
  staffAct(checkoutId: CheckoutId, command: StaffCommand, actId: string): Promise<CheckoutView>;
  /** Tells a checkout to go and look at its payment. `over` when there is nobody left to tell. */
  paymentNews(checkoutId: CheckoutId, eventId?: string): Promise<'told' | 'over'>;
  /** Makes an order do something, once for each `actId`; its workflow is started where it does not run. */
  actOnOrder(orderId: OrderId, command: OrderCommand, actId: string): Promise<Order>;
  staffActOnOrder(orderId: OrderId, command: StaffOrderCommand, actId: string): Promise<Order>;
  /** Tells an order that there is news about its payment, or that the payment is disputed. */
  orderNews(orderId: OrderId, news: { eventId: string; dispute?: OrderDispute }): Promise<void>;
  /** Begins to forget a person, once however often it is asked. */
  erase(person: ShopperId): Promise<void>;
  /** Throws when Temporal does not answer. */
  ping(): Promise<void>;
}
