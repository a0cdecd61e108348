import type { Redis } from 'ioredis';
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterRedis,
  RateLimiterRes,
} from 'rate-limiter-flexible';
import type { Quota } from '../../config/limits.js';

/** How one caller stands with one limit, after this request. */
export interface Standing {
  /** Name of the policy, such as `turn-session`. */
  policy: string;
  quota: Quota;
  /** Requests that are left in this window. */
  left: number;
  /** Seconds until the window is over; whole, and 1 at least. */
  resetIn: number;
  refused: boolean;
  /** Whether this is the first refusal of the window. */
  isFirst: boolean;
}

export interface LimiterOptions {
  /** Without it each process counts for itself. */
  redis?: Redis | undefined;
  /** Put before every key in Redis; of this shop alone. */
  prefix: string;
  onStoreFailure?: (error: Error) => void;
}

/** Counts requests of callers against one quota. */
export interface Limiter {
  /** Never throws: a store that fails is none of a shopper's business. */
  consume(key: string): Promise<Standing>;
  /** As `consume`, without counting. */
  look(key: string): Promise<Standing>;
}

/**
 * A window of fixed length that begins with a caller's first request. Counted in Redis, for all processes together, or
 * in the process's own memory while Redis is away. Who has used up a window is turned away from memory until it is over,
 * without asking Redis: refusing must be the cheapest thing we do.
 */
export function createLimiter(policy: string, quota: Quota, options: LimiterOptions): Limiter {
  const { redis, prefix, onStoreFailure } = options;
  const limits = { keyPrefix: `${prefix}limit:${policy}`, points: quota.requests, duration: quota.seconds };
  const own = new RateLimiterMemory(limits);
  const limiter: RateLimiterAbstract = redis
    ? new RateLimiterRedis({
        ...limits,
        storeClient: redis,
        insuranceLimiter: own,
        rejectIfRedisNotReady: true,
        inMemoryBlockOnConsumed: quota.requests,
      })
    : own;
  const standing = (result: RateLimiterRes, refused: boolean): Standing => ({
    policy,
    quota,
    left: Math.max(0, result.remainingPoints),
    resetIn: Math.max(1, Math.ceil(result.msBeforeNext / 1_000)),
    refused,
    isFirst: result.consumedPoints === quota.requests + 1,
  });
  const untouched: Standing = {
    policy,
    quota,
    left: quota.requests,
    resetIn: quota.seconds,
    refused: false,
    isFirst: false,
  };
  const unknown = (error: unknown): Standing => {
    onStoreFailure?.(error instanceof Error ? error : new Error(String(error)));
    return untouched;
  };
  return {
    async consume(key) {
      try {
        return standing(await limiter.consume(key), false);
      } catch (error) {
        return error instanceof RateLimiterRes ? standing(error, true) : unknown(error);
      }
    },
    async look(key) {
      try {
        const result = await limiter.get(key);
        return result ? standing(result, result.consumedPoints > quota.requests) : untouched;
      } catch (error) {
        return unknown(error);
      }
    },
  };
}
