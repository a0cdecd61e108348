import { proxyActivities, workflowInfo } from '@temporalio/workflow';
import type { ReconciliationActivities } from '../activities/reconciliation.js';

export interface ReconciliationInput {
  /** What is younger is left alone: it may be under way. Default three minutes. */
  graceMs?: number;
  /** How far back to look at what is over. Default a day. */
  lookbackMs?: number;
}

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const activities = proxyActivities<ReconciliationActivities>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '1s', maximumInterval: '30s', maximumAttempts: 20 },
});

/**
 * Compares payment providers, orders, holds, stock and workflows; repairs what is safe, and reports the rest.
 * Runs by its schedule, or by hand at any time: two at once do no harm.
 */
export async function reconciliation(input: ReconciliationInput = {}): Promise<void> {
  const { graceMs = 3 * MINUTE, lookbackMs = DAY } = input;
  const { runId } = workflowInfo();
  const { now, since } = await activities.beginReconciliation({ runId, lookbackMs });
  const run = { runId, since, graceMs, now };
  await activities.listPayments(run);
  let after = await activities.reconcilePage(run);
  while (after) after = await activities.reconcilePage({ ...run, after });
  await activities.finishReconciliation(run);
  await activities.sweepIdempotencyKeys();
}
