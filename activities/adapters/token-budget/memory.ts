import { LRUCache } from 'lru-cache';
import type { TokenBudget, UsedUp } from '../../ports/index.js';

export interface TokenBudgetLimits {
  dailyTokens: number;
  /** For one conversation in an hour, which begins with its first request. Absent: as much as the day has. */
  session?: { calls: number; tokens: number } | undefined;
}

export const HOUR_MS = 60 * 60 * 1_000;
/** Conversations that a process remembers; more forget the one that was idle for longest. */
const MOST_SESSIONS = 100_000;

/** The day a booking belongs to, as `2026-11-25` (UTC). */
export const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** The tokens of one process. @param now the clock, in epoch milliseconds. */
export function createMemoryTokenBudget(
  { dailyTokens, session: limits }: TokenBudgetLimits,
  now: () => number = Date.now,
): TokenBudget {
  let day = dayOf(now());
  let spent = 0;
  const sessions = new LRUCache<string, { calls: number; tokens: number; endsAt: number }>({
    max: MOST_SESSIONS,
  });

  function turnOfDay(): void {
    const today = dayOf(now());
    if (today === day) return;
    day = today;
    spent = 0;
  }

  function hourOf(session: string) {
    const known = sessions.get(session);
    if (known && known.endsAt > now()) return known;
    return { calls: 0, tokens: 0, endsAt: now() + HOUR_MS };
  }

  /** What would not suffice for one more request of so many tokens. */
  function lacking(tokens: number, session: string | undefined): UsedUp | undefined {
    turnOfDay();
    if (spent + tokens > dailyTokens) return 'day';
    if (!session || !limits) return undefined;
    const hour = hourOf(session);
    return hour.calls + 1 > limits.calls || hour.tokens + tokens > limits.tokens ? 'session' : undefined;
  }

  return {
    async reserve(tokens, session) {
      const lacks = lacking(tokens, session);
      if (lacks) return lacks;
      spent += tokens;
      if (session && limits) {
        const hour = hourOf(session);
        sessions.set(session, { ...hour, calls: hour.calls + 1, tokens: hour.tokens + tokens });
      }
      return undefined;
    },
    async correct(tokens, session) {
      turnOfDay();
      spent = Math.max(0, spent + tokens);
      const hour = session && sessions.get(session);
      if (hour) hour.tokens = Math.max(0, hour.tokens + tokens);
    },
    usedUp: async (session) => lacking(1, session),
    close: async () => undefined,
  };
}
