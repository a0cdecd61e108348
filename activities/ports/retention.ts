import type { RetentionRule } from '../../domain/index.js';

/** Removes what has been kept for as long as the merchant says. */
export interface Retention {
  /** Removes what is due by one rule, a batch at most; `more`: the batch was full. Keys are another matter, see below. */
  sweep(rule: Exclude<RetentionRule, 'data_keys'>): Promise<{ removed: number; more: boolean }>;
  /**
   * Ids of workflows whose keys are due, a batch at most: by all that the books say they are long over. Where they run
   * after all, their key must stay.
   */
  dueKeys(): Promise<{ workflows: string[]; more: boolean }>;
  destroyKeys(workflows: readonly string[]): Promise<number>;
}
