import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  getExternalWorkflowHandle,
  ParentClosePolicy,
  proxyLocalActivities,
  startChild,
} from '@temporalio/workflow';
import type { WatchToTell } from '../activities/ports/index.js';
import type { StockWatchActivities } from '../activities/stock-watches.js';
import type { conversation } from './conversation.js';
import { conversationWorkflowId, conversationWorkflowType, stockBackSignal } from './messages.js';

const promises = proxyLocalActivities<StockWatchActivities>({
  startToCloseTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '5s' },
});

/**
 * Keeps the promises whose stock is back. One counts as told only once its conversation has the signal: a
 * run that dies in between leaves it to the next, and the conversation says it once however often it hears.
 */
export async function stockWatches(): Promise<number> {
  const due = await promises.watchesToTell();
  for (const watch of due) await tell(watch);
  if (due.length > 0) await promises.markWatchesTold({ watchIds: due.map(({ watchId }) => watchId) });
  return due.length;
}

/** A conversation that has ended is begun again, where the shopper left off. */
async function tell({ conversationId, shopperId, ...news }: WatchToTell): Promise<void> {
  const workflowId = conversationWorkflowId(conversationId);
  const signal = () => getExternalWorkflowHandle(workflowId).signal(stockBackSignal, news);
  try {
    await signal();
  } catch {
    try {
      await startChild<typeof conversation>(conversationWorkflowType, {
        workflowId,
        args: [{ conversationId, shopperId }],
        parentClosePolicy: ParentClosePolicy.ABANDON,
      });
    } catch (error) {
      // The shopper came back at this very moment.
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
    }
    await signal();
  }
}
