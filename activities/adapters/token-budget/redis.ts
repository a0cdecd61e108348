import { Redis } from 'ioredis';
import type { TokenBudget } from '../../ports/index.js';
import { createMemoryTokenBudget, dayOf } from './memory.js';

export interface RedisTokenBudgetOptions {
  dailyTokens: number;
  /** Put before every key; default `shoptalk:`. */
  prefix?: string;
  /** How long an answer may take; default 80 ms. */
  timeoutMs?: number;
  /** The clock, in epoch milliseconds. */
  now?: () => number;
}

const DAYS_KEPT_S = 2 * 24 * 60 * 60;

/** Looks and books in one step, so that processes cannot overdraw together. Answers 1 when it was booked. */
const RESERVE = `
local spent = tonumber(redis.call('get', KEYS[1]) or '0')
if spent + tonumber(ARGV[1]) > tonumber(ARGV[2]) then return 0 end
redis.call('incrby', KEYS[1], ARGV[1])
redis.call('expire', KEYS[1], ARGV[3])
return 1`;

/**
 * The tokens of all processes together. While Redis is away each process counts for itself from where it stands: the
 * shop goes on, and may then spend up to one day's tokens a process.
 */
export function createRedisTokenBudget(url: string, options: RedisTokenBudgetOptions): TokenBudget {
  const { dailyTokens, prefix = 'shoptalk:', timeoutMs = 80, now = Date.now } = options;
  const redis = new Redis(url, {
    maxRetriesPerRequest: 0,
    commandTimeout: timeoutMs,
    connectTimeout: 1_000,
    retryStrategy: (attempt) => Math.min(100 * 2 ** Math.min(attempt, 5), 2_000),
  });
  // Without a listener a lost connection would end the process.
  redis.on('error', () => undefined);
  const own = createMemoryTokenBudget(dailyTokens, now);
  const key = () => `${prefix}llm-tokens:${dayOf(now())}`;

  return {
    async reserve(tokens) {
      const ownAllows = await own.reserve(tokens);
      try {
        const shared = await redis.eval(RESERVE, 1, key(), tokens, dailyTokens, DAYS_KEPT_S);
        if (shared === 1) return true;
        if (ownAllows) await own.correct(-tokens);
        return false;
      } catch {
        return ownAllows;
      }
    },
    async correct(tokens) {
      await own.correct(tokens);
      await redis.incrby(key(), tokens).catch(() => undefined);
    },
    async isLeft() {
      try {
        return Number((await redis.get(key())) ?? 0) < dailyTokens;
      } catch {
        return own.isLeft();
      }
    },
    async close() {
      redis.disconnect();
    },
  };
}
