import type { Redis } from 'ioredis';
import { LRUCache } from 'lru-cache';

/** Solutions that have been taken, until they expire. */
export interface Spent {
  /** Returns whether nobody has taken it before. */
  take(id: string, milliseconds: number): Promise<boolean>;
}

/** More than a process can be shown before they expire. */
const MOST = 100_000;

/**
 * Remembered in Redis, for all processes together, and in this process's own memory besides: while Redis is away a solution is
 * good for once a process, and nobody has to wait.
 * @param prefix put before every key; of this shop alone.
 */
export function createSpent({ redis, prefix }: { redis?: Redis | undefined; prefix: string }): Spent {
  const own = new LRUCache<string, true>({ max: MOST });
  return {
    async take(id, milliseconds) {
      if (own.has(id)) return false;
      own.set(id, true, { ttl: milliseconds });
      if (redis?.status !== 'ready') return true;
      try {
        return (await redis.set(`${prefix}solved:${id}`, 1, 'PX', milliseconds, 'NX')) === 'OK';
      } catch {
        return true;
      }
    },
  };
}
