import type { CheckoutId, OrderId, ShopperId } from '../domain/index.js';
import type { Privacy, SavedCards, StillOpen, WorkflowEnder } from './ports/index.js';

export interface ErasureDeps {
  privacy: Privacy;
  workflows: WorkflowEnder;
  savedCards: Pick<SavedCards, 'forgetAll'>;
}

interface About {
  person: ShopperId;
}

/** Forgetting somebody, step by step; each step can be done again. */
export function createErasureActivities({ privacy, workflows, savedCards }: ErasureDeps) {
  return {
    async shutOut({ person }: About): Promise<void> {
      await privacy.shutOut(person);
    },

    /** First, so that nothing new is begun in them. */
    async endConversations({ person }: About): Promise<number> {
      const ids = await privacy.conversations(person);
      for (const id of ids) await workflows.endConversation(id, 'the shopper is being erased');
      return ids.length;
    },

    /** Cancels what can be cancelled; returns those whose payment has to end first. */
    async endCheckouts({ person }: About): Promise<CheckoutId[]> {
      const open: CheckoutId[] = [];
      for (const id of await privacy.liveCheckouts(person))
        if ((await workflows.endCheckout(id)) === 'open') open.push(id);
      return open;
    },

    /** Those that are to be delivered, can be sent back, or have money on its way. */
    async findOpenOrders({ person }: About): Promise<OrderId[]> {
      const open: OrderId[] = [];
      for (const { id, isOver } of await privacy.orders(person))
        if (!isOver || (await workflows.isOrderRunning(id))) open.push(id);
      return open;
    },

    /** Deletes and destroys all that is not needed any more; returns how many keys of histories. */
    async forget({ person, open }: About & { open: StillOpen }): Promise<number> {
      return await privacy.forget(person, open);
    },

    /** Payment providers forget who they were, and their saved cards. */
    async forgetCustomers({ person }: About): Promise<void> {
      for (const shopperId of await privacy.customers(person)) {
        await savedCards.forgetAll(shopperId);
        await privacy.forgetCustomer(shopperId);
      }
    },

    async finishErasure({ person }: About): Promise<boolean> {
      return await privacy.finish(person);
    },

    /** Those whose erasure was asked for while Temporal was away, or was lost with it. */
    async findLostErasures(): Promise<ShopperId[]> {
      const lost: ShopperId[] = [];
      for (const person of await privacy.unfinished())
        if (!(await workflows.isErasureRunning(person))) lost.push(person);
      return lost;
    },
  };
}
export type ErasureActivities = ReturnType<typeof createErasureActivities>;
