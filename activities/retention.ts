import type { Logger } from 'pino';
import type { RetentionRule } from '../domain/index.js';
import type { Retention, WorkflowEnder } from './ports/index.js';

export interface RetentionDeps {
  retention: Retention;
  workflows: Pick<WorkflowEnder, 'isRunning'>;
  logger: Pick<Logger, 'info'>;
  /** Counts what was removed. */
  onRemoved?: (rule: RetentionRule, removed: number) => void;
}

/** How many batches one call removes; what is more waits for the next run of the clock. */
const MOST_BATCHES = 40;

/** Removing what has been kept long enough. */
export function createRetentionActivities({ retention, workflows, logger, onRemoved }: RetentionDeps) {
  async function sweepKeys() {
    const due = await retention.dueKeys();
    const over: string[] = [];
    for (const id of due.workflows) if (!(await workflows.isRunning(id))) over.push(id);
    const removed = await retention.destroyKeys(over);
    // Where all that is left still runs, asking again would find the same.
    return { removed, more: due.more && removed > 0 };
  }

  return {
    /** Removes what is due by one rule, batch by batch. Returns how much. */
    async removeDue({ rule }: { rule: RetentionRule }): Promise<number> {
      let sum = 0;
      for (let batches = 0; batches < MOST_BATCHES; batches++) {
        const { removed, more } = await (rule === 'data_keys' ? sweepKeys() : retention.sweep(rule));
        sum += removed;
        if (removed > 0) onRemoved?.(rule, removed);
        if (!more) break;
      }
      if (sum > 0) logger.info({ rule, removed: sum }, 'removed what was kept long enough');
      return sum;
    },
  };
}
export type RetentionActivities = ReturnType<typeof createRetentionActivities>;
