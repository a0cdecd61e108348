import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import type { WorkflowStatus } from '../../ports/index.js';

export interface TemporalWorkflowStatusOptions {
  client: Client;
  /** The workflow of a checkout. */
  workflowIdOf: (checkoutId: string) => string;
  /** Name of the signal that says: go and look at the payment. */
  newsSignal: string;
}

/** Asks Temporal. */
export function createTemporalWorkflowStatus(options: TemporalWorkflowStatusOptions): WorkflowStatus {
  const { client, workflowIdOf, newsSignal } = options;
  return {
    async ofCheckout(checkoutId) {
      try {
        const { status } = await client.workflow.getHandle(workflowIdOf(checkoutId)).describe();
        return status.name === 'RUNNING' || status.name === 'PAUSED' ? 'running' : 'ended';
      } catch (error) {
        if (error instanceof WorkflowNotFoundError) return 'absent';
        throw error;
      }
    },

    async tellOfNews(checkoutId) {
      try {
        await client.workflow.getHandle(workflowIdOf(checkoutId)).signal(newsSignal, {});
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error;
      }
    },
  };
}
