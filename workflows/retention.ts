import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import { ParentClosePolicy, proxyActivities, setCurrentDetails, startChild } from '@temporalio/workflow';
import type { ErasureActivities } from '../activities/erasure.js';
import type { RetentionActivities } from '../activities/retention.js';
import { RETENTION_RULES, type RetentionRule, type ShopperId } from '../domain/index.js';
import type { erasure } from './erasure.js';
import { erasureWorkflowId, erasureWorkflowType } from './messages.js';

const activities = proxyActivities<RetentionActivities & ErasureActivities>({
  startToCloseTimeout: '10m',
  retry: { initialInterval: '5s', maximumInterval: '1m', maximumAttempts: 5 },
});

/** Removes what has been kept long enough, and sees to it that no erasure that was asked for is left undone. */
export async function retention(): Promise<Record<RetentionRule, number>> {
  for (const person of await activities.findLostErasures()) await begin(person);

  const removed = {} as Record<RetentionRule, number>;
  for (const rule of RETENTION_RULES) removed[rule] = await activities.removeDue({ rule });
  setCurrentDetails(RETENTION_RULES.map((rule) => `- ${rule}: ${removed[rule]}`).join('\n'));
  return removed;
}

async function begin(person: ShopperId): Promise<void> {
  try {
    await startChild<typeof erasure>(erasureWorkflowType, {
      workflowId: erasureWorkflowId(person),
      args: [{ person }],
      parentClosePolicy: ParentClosePolicy.ABANDON,
    });
  } catch (error) {
    // It was asked for again at this very moment.
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}
