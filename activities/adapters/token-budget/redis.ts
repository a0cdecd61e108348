import { Redis } from 'ioredis';
import type { TokenBudget, UsedUp } from '../../ports/index.js';
import { createMemoryTokenBudget, dayOf, HOUR_MS, type TokenBudgetLimits } from './memory.js';

export interface RedisTokenBudgetOptions extends TokenBudgetLimits {
  /** Put before every key; default `shoptalk:`. */
  prefix?: string;
  /** How long an answer may take; default 80 ms. */
  timeoutMs?: number;
  /** The clock, in epoch milliseconds. */
  now?: () => number;
}

const DAYS_KEPT_S = 2 * 24 * 60 * 60;

/**
 * Looks and, if it is to, books, in one step, so that processes cannot overdraw together.
 * KEYS: day, hour of the conversation. ARGV: tokens, whether to book, tokens of a day, seconds a day is kept; then, for a
 * conversation, its requests and tokens and the milliseconds of its hour. Answers 0, or 1 for the day and 2 for the hour.
 */
const TAKE = `
local tokens = tonumber(ARGV[1])
if tonumber(redis.call('get', KEYS[1]) or '0') + tokens > tonumber(ARGV[3]) then return 1 end
if ARGV[5] then
  local hour = redis.call('hmget', KEYS[2], 'calls', 'tokens')
  if tonumber(hour[1] or '0') + 1 > tonumber(ARGV[5]) then return 2 end
  if tonumber(hour[2] or '0') + tokens > tonumber(ARGV[6]) then return 2 end
end
if ARGV[2] == '0' then return 0 end
redis.call('incrby', KEYS[1], tokens)
redis.call('expire', KEYS[1], ARGV[4])
if ARGV[5] then
  redis.call('hincrby', KEYS[2], 'calls', 1)
  redis.call('hincrby', KEYS[2], 'tokens', tokens)
  if redis.call('pttl', KEYS[2]) < 0 then redis.call('pexpire', KEYS[2], ARGV[7]) end
end
return 0`;

/** An hour that is over meanwhile is not begun anew by what was booked too much in it. */
const CORRECT = `
redis.call('incrby', KEYS[1], ARGV[1])
if redis.call('exists', KEYS[2]) == 1 then redis.call('hincrby', KEYS[2], 'tokens', ARGV[1]) end`;

const USED_UP: readonly (UsedUp | undefined)[] = [undefined, 'day', 'session'];

/**
 * The tokens of all processes together. While Redis is away each process counts for itself from where it stands: the
 * shop goes on, and may then spend up to one day's tokens a process.
 */
export function createRedisTokenBudget(url: string, options: RedisTokenBudgetOptions): TokenBudget {
  const { dailyTokens, session: limits, prefix = 'shoptalk:', timeoutMs = 80, now = Date.now } = options;
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    commandTimeout: timeoutMs,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
  });
  // Without a listener a lost connection would end the process.
  redis.on('error', () => undefined);
  const own = createMemoryTokenBudget({ dailyTokens, session: limits }, now);
  const keys = (session = '') =>
    [`${prefix}llm-tokens:${dayOf(now())}`, `${prefix}llm-hour:${session}`] as const;

  async function take(
    tokens: number,
    books: boolean,
    session: string | undefined,
  ): Promise<UsedUp | undefined> {
    const ofSession = session && limits ? [limits.calls, limits.tokens, HOUR_MS] : [];
    const more = [tokens, Number(books), dailyTokens, DAYS_KEPT_S, ...ofSession];
    return USED_UP[Number(await redis.eval(TAKE, 2, ...keys(session), ...more))];
  }

  return {
    async reserve(tokens, session) {
      const ownLacks = await own.reserve(tokens, session);
      try {
        const lacks = await take(tokens, true, session);
        if (lacks && !ownLacks) await own.correct(-tokens, session);
        return lacks;
      } catch {
        return ownLacks;
      }
    },
    async correct(tokens, session) {
      await own.correct(tokens, session);
      await redis.eval(CORRECT, 2, ...keys(session), tokens).catch(() => undefined);
    },
    async usedUp(session) {
      try {
        return await take(1, false, session);
      } catch {
        return own.usedUp(session);
      }
    },
    async close() {
      redis.disconnect();
    },
  };
}
