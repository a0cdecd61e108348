import { patched, workflowInfo } from '@temporalio/workflow';

/**
 * Whether Temporal keeps what a handler was called with. An update is kept with the first task that is completed after
 * it came, and lost with that task if its worker or Temporal dies before: until then nobody may be told what it led to,
 * for a view that was shown, or an answer that was written down, would be ahead of the workflow for good.
 * @returns called in the same handler later: true once a task has been completed in between.
 */
export function keptSince(): () => boolean {
  const { historyLength } = workflowInfo();
  return () => workflowInfo().historyLength > historyLength || !tellsOnceKept();
}

/** Workflows of before told at once. */
export const tellsOnceKept = () => patched('told-once-kept');
