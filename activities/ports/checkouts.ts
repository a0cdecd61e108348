import type { CheckoutId, CheckoutView, ConversationId, ShopperId } from '../../domain/index.js';

/** The projection of checkouts that people read; their workflows are the truth. */
export interface Checkouts {
  /** Makes a checkout known to its owner before its workflow runs; again changes nothing. */
  register(checkout: {
    checkoutId: CheckoutId;
    conversationId: ConversationId;
    shopperId: ShopperId;
  }): Promise<void>;
  /**
   * Stores the view and tells the conversation's readers, in one transaction; a version that is not newer is ignored.
   * @param actId the act that the view answers: in the same transaction it becomes the answer under the act's key.
   */
  publish(view: CheckoutView, actId?: string): Promise<void>;
  /** The checkout of a conversation that is not over, if there is one. */
  openFor(conversationId: ConversationId): Promise<CheckoutId | undefined>;
}
