import type { CheckoutId, ConversationId, OrderId, ShopperId } from '../../domain/index.js';

/** What an erasure waits for: it would be cut off in the middle. */
export interface StillOpen {
  /** Where money or stock may be under way. */
  checkouts: CheckoutId[];
  /** Paid for and not yet delivered for good, or with money on its way back. */
  orders: OrderId[];
}

/**
 * What the shop knows of a person, for forgetting it. A person is a guest's shopper or an account. Whatever is done here
 * can be done again.
 */
export interface Privacy {
  /** From now on nothing is theirs any more: no session, cookie or sign-in opens anything of before. */
  shutOut(person: ShopperId): Promise<void>;
  conversations(person: ShopperId): Promise<ConversationId[]>;
  /** Those that may still run. */
  liveCheckouts(person: ShopperId): Promise<CheckoutId[]>;
  /** Those that still say whose they are; `isOver`: nothing travels, no money is on its way. */
  orders(person: ShopperId): Promise<{ id: OrderId; isOver: boolean }[]>;
  /**
   * Deletes what was said, looked at, asked for and agreed to, and with it the keys of its histories; orders stay without
   * their person. What is still open keeps what it needs. Returns how many keys were destroyed.
   */
  forget(person: ShopperId, open: StillOpen): Promise<number>;
  /** Who they are to payment providers. */
  customers(person: ShopperId): Promise<ShopperId[]>;
  forgetCustomer(shopperId: ShopperId): Promise<void>;
  /** Notes that it is done, and by then not even whose it was. Returns whether it was noted now. */
  finish(person: ShopperId): Promise<boolean>;
  /** Those whose erasure was asked for some minutes ago, or longer, and is not finished. */
  unfinished(): Promise<ShopperId[]>;
}

/** Ends workflows, as the engine that runs them can. */
export interface WorkflowEnder {
  /** Ends it at once, where it still runs. */
  endConversation(id: ConversationId, why: string): Promise<void>;
  /** Cancels it as its shopper would, giving back money and stock; never cuts it. `open`: it cannot be cancelled just now. */
  endCheckout(id: CheckoutId): Promise<'over' | 'open'>;
  isOrderRunning(id: OrderId): Promise<boolean>;
  isErasureRunning(person: ShopperId): Promise<boolean>;
  /** By its whole id, as `checkout/<id>`. */
  isRunning(workflowId: string): Promise<boolean>;
}
