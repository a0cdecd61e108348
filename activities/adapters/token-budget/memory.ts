import type { TokenBudget } from '../../ports/index.js';

/** The day a booking belongs to, as `2026-11-25` (UTC). */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** The tokens of one process. @param now the clock, in epoch milliseconds. */
export function createMemoryTokenBudget(dailyTokens: number, now: () => number = Date.now): TokenBudget {
  let day = dayOf(now());
  let spent = 0;

  function turnOfDay(): void {
    const today = dayOf(now());
    if (today === day) return;
    day = today;
    spent = 0;
  }

  return {
    async reserve(tokens) {
      turnOfDay();
      if (spent + tokens > dailyTokens) return false;
      spent += tokens;
      return true;
    },
    async correct(tokens) {
      turnOfDay();
      spent = Math.max(0, spent + tokens);
    },
    async isLeft() {
      turnOfDay();
      return spent < dailyTokens;
    },
    close: async () => undefined,
  };
}
