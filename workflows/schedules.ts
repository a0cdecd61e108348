/** A workflow that runs again and again by itself; ops see it under Schedules in the Temporal UI. */
export interface ShopSchedule {
  /** Also what its runs are called: `<id>-<time>`. */
  id: string;
  workflowType: string;
  /** From the start of one run to the start of the next, in milliseconds; a run that is late is not doubled. */
  everyMs: number;
  /** What it is for, in a sentence, for ops. */
  note: string;
}

/** Everything the shop does by the clock. */
export const SCHEDULES: readonly ShopSchedule[] = [];
