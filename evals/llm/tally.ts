import type { LanguageRecord } from '../../activities/language/record.js';
import { MODEL_TASKS, type ModelTask } from '../../activities/ports/index.js';

interface Row {
  asked: number;
  accepted: number;
  /** By the check that was not passed. */
  rejected: Record<string, number>;
  /** By why there was no answer. */
  failed: Record<string, number>;
  seconds: number[];
  firstTokenMs: number[];
  tokens: number;
}

/** Counts what becomes of every question, by task. */
export class Tally {
  readonly rows = Object.fromEntries(
    MODEL_TASKS.map((task): [ModelTask, Row] => [
      task,
      { asked: 0, accepted: 0, rejected: {}, failed: {}, seconds: [], firstTokenMs: [], tokens: 0 },
    ]),
  ) as Record<ModelTask, Row>;

  readonly record: LanguageRecord = {
    accepted: (task) => void this.rows[task].accepted++,
    rejected: (task, check) => addOne(this.rows[task].rejected, check),
    fellBack: () => undefined,
    failed: (task, { reason }) => addOne(this.rows[task].failed, reason),
    answered: (task, { tokens, firstTokenMs }) => {
      this.rows[task].tokens += tokens.prompt + tokens.completion;
      this.rows[task].firstTokenMs.push(firstTokenMs);
    },
    took: (task, seconds) => {
      this.rows[task].asked += 1;
      this.rows[task].seconds.push(seconds);
    },
  };

  /** Shares are of what was asked, times in milliseconds. */
  report() {
    return MODEL_TASKS.map((task) => {
      const { asked, accepted, rejected, failed, seconds, firstTokenMs, tokens } = this.rows[task];
      const share = (part: number) => (asked === 0 ? 0 : Number((part / asked).toFixed(3)));
      return {
        task,
        asked,
        acceptance: share(accepted),
        fallback: share(asked - accepted),
        rejected,
        failed,
        p50: quantile(seconds, 0.5) * 1_000,
        p95: quantile(seconds, 0.95) * 1_000,
        firstTokenP50: quantile(firstTokenMs, 0.5),
        tokens,
      };
    });
  }
}

function addOne(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0;
}
