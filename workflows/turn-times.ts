import type { Intent } from '../domain/index.js';

/** What a turn spends its time on, besides waiting for its worker. */
export type TurnPart = 'understand' | 'search' | 'cart' | 'language' | 'reply' | 'other';

/** Where the time of a turn went, in milliseconds, and what the shopper wanted, where that was understood. */
export interface TurnSpent {
  intent?: Intent;
  ms: Partial<Record<TurnPart, number>>;
}

/** Measures the parts of the turn under way by the workflow's clock, which replays give again. */
export class TurnTimes {
  #intent: Intent | undefined;
  #ms: TurnSpent['ms'] = {};

  begin(): void {
    this.#intent = undefined;
    this.#ms = {};
  }

  /** The first intent counts, where a message says several things. */
  understoodAs(intent: Intent): void {
    this.#intent ??= intent;
  }

  async during<Result>(part: TurnPart, work: () => Promise<Result>): Promise<Result> {
    const startedAt = Date.now();
    try {
      return await work();
    } finally {
      this.#ms[part] = (this.#ms[part] ?? 0) + Date.now() - startedAt;
    }
  }

  spent(): TurnSpent {
    return { intent: this.#intent, ms: this.#ms };
  }
}
