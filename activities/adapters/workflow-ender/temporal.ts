import { setTimeout as pause } from 'node:timers/promises';
import {
  type Client,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import type { WorkflowEnder } from '../../ports/index.js';

export interface TemporalWorkflowEnderOptions {
  client: Client;
  /** How workflows are called. */
  idOf: Record<'conversation' | 'checkout' | 'order' | 'erasure', (id: string) => string>;
  /** Name of the update by which a shopper acts on a checkout. */
  actUpdate: string;
}

/** A cancelled checkout ends once its money and its stock are given back. */
const ENDS_WITHIN_MS = 10_000;
const LOOK_EVERY_MS = 200;

/** Ends workflows of Temporal. */
export function createTemporalWorkflowEnder({
  client,
  idOf,
  actUpdate,
}: TemporalWorkflowEnderOptions): WorkflowEnder {
  async function isRunning(workflowId: string): Promise<boolean> {
    try {
      const { status } = await client.workflow.getHandle(workflowId).describe();
      return status.name === 'RUNNING' || status.name === 'PAUSED';
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Whether it was taken; a checkout whose money is under way refuses. */
  async function isCancelled(workflowId: string): Promise<boolean> {
    try {
      await client.withDeadline(Date.now() + ENDS_WITHIN_MS, () =>
        client.workflow.getHandle(workflowId).executeUpdate(actUpdate, { args: [{ type: 'cancel' }] }),
      );
      return true;
    } catch (error) {
      if (error instanceof WorkflowUpdateFailedError) return false;
      if (error instanceof WorkflowUpdateRPCTimeoutOrCancelledError) return false;
      if (error instanceof WorkflowNotFoundError) return true;
      throw error;
    }
  }

  return {
    isRunning,

    async endConversation(id, why) {
      try {
        await client.workflow.getHandle(idOf.conversation(id)).terminate(why);
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },

    async endCheckout(id) {
      const workflowId = idOf.checkout(id);
      // Before anything is sent: that would make a key for what is over.
      if (!(await isRunning(workflowId))) return 'over';
      if (await isCancelled(workflowId)) {
        // What it tells others comes after its answer: it ends by itself, and is never cut.
        const giveUp = Date.now() + ENDS_WITHIN_MS;
        while (Date.now() < giveUp && (await isRunning(workflowId))) await pause(LOOK_EVERY_MS);
      }
      return (await isRunning(workflowId)) ? 'open' : 'over';
    },

    isOrderRunning: (id) => isRunning(idOf.order(id)),
    isErasureRunning: (person) => isRunning(idOf.erasure(person)),
  };
}
