import { LRUCache } from 'lru-cache';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import type { Quota } from '../../config/limits.js';
import { addressKey } from './address-key.js';
import { createLimiter, type Standing } from './limiter.js';

/** Who is refused as often as they were served, in so many seconds, does not listen to what we answer. */
const REFUSALS_SECONDS = 30;
/**
 * How long we do not listen to such an address either. Longer than the window: at the start of each window a flood would
 * be served a whole quota again, and everybody else would wait meanwhile.
 */
const BLOCKED_MS = 60_000;
/** Addresses that are blocked at once; more forget the oldest. */
const MOST_BLOCKED = 100_000;

export interface FloodStanding extends Standing {
  /** Whether the address is not listened to for a while; its connections are worth nothing. */
  blocked: boolean;
  /** Whether it is just now that it comes to be; at most once in REFUSALS_SECONDS. */
  isNewlyBlocked: boolean;
}

/** Everything that an address asks, counted in the memory of this process: a flood must not reach Redis. */
export interface Floods {
  /** Counts a request. */
  ask(address: string): Promise<FloodStanding>;
  /** Whether connections of this address are to be closed as they come; each that is counts as a refusal. */
  closes(address: string): boolean;
}

/** @param now the clock of blocks, in milliseconds. */
export function createFloods(quota: Quota, now: () => number = () => performance.now()): Floods {
  const asked = createLimiter('all-address', quota, { prefix: '' });
  const refusals = new RateLimiterMemory({ points: quota.requests, duration: REFUSALS_SECONDS });
  const blocked = new LRUCache<string, true>({
    max: MOST_BLOCKED,
    ttl: BLOCKED_MS,
    perf: { now },
    ttlResolution: 0,
  });

  /** Returns whether it is this refusal that blocks the address. */
  async function refuse(key: string): Promise<boolean> {
    try {
      await refusals.consume(key);
      return false;
    } catch (used) {
      if (!(used instanceof RateLimiterRes)) throw used;
      blocked.set(key, true);
      return used.consumedPoints === quota.requests + 1;
    }
  }

  return {
    async ask(address) {
      const key = addressKey(address);
      if (!blocked.has(key)) {
        const standing = await asked.consume(key);
        if (!standing.refused) return { ...standing, blocked: false, isNewlyBlocked: false };
        const isNewlyBlocked = await refuse(key);
        return { ...standing, blocked: isNewlyBlocked, isNewlyBlocked };
      }
      const resetIn = Math.max(1, Math.ceil(blocked.getRemainingTTL(key) / 1_000));
      const isNewlyBlocked = await refuse(key);
      return {
        policy: 'all-address',
        quota,
        left: 0,
        resetIn,
        refused: true,
        isFirst: false,
        blocked: true,
        isNewlyBlocked,
      };
    },

    closes(address) {
      const key = addressKey(address);
      if (!blocked.has(key)) return false;
      // It counts, so that a block lasts as long as the flood.
      void refuse(key);
      return true;
    },
  };
}
