import { Redis } from 'ioredis';
import type { Cache } from '../../ports/index.js';

export interface RedisCacheOptions {
  /** Put before every key; default `shoptalk:`. */
  prefix?: string;
  /** How long an answer may take before the cache counts as empty; default 80 ms. */
  timeoutMs?: number;
  /** Called with every failure, for the metrics; failures never reach the caller otherwise. */
  onFailure?: (operation: 'get' | 'set' | 'ping' | 'connection', error: Error) => void;
}

/** Reconnecting is tried this long after the first loss, and ever more rarely up to the second figure. */
const RECONNECT_MS = { first: 100, most: 2_000 };

/**
 * A cache that several processes share. When Redis is slow or gone it behaves like an empty cache: no
 * command waits for a connection, none is retried, and none takes longer than the time-out.
 */
export function createRedisCache(url: string, options: RedisCacheOptions = {}): Cache {
  const { prefix = 'shoptalk:', timeoutMs = 80, onFailure = () => undefined } = options;
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: timeoutMs,
    connectTimeout: 1_000,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(RECONNECT_MS.first * 2 ** Math.min(attempt, 10), RECONNECT_MS.most),
  });
  // Without a listener a lost connection would end the process.
  redis.on('error', (error: Error) => onFailure('connection', error));

  async function attempt<T>(
    operation: 'get' | 'set' | 'ping',
    work: () => Promise<T>,
  ): Promise<T | undefined> {
    try {
      return await work();
    } catch (error) {
      onFailure(operation, error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  return {
    get: (key) =>
      attempt('get', async () => {
        const json = await redis.get(prefix + key);
        return json === null ? undefined : (JSON.parse(json) as unknown);
      }),
    async set(key, value, ttlMs) {
      const json = JSON.stringify(value);
      if (json === undefined || ttlMs <= 0) return;
      await attempt('set', () => redis.set(prefix + key, json, 'PX', Math.ceil(ttlMs)));
    },
    ping: async () => (await attempt('ping', () => redis.ping())) === 'PONG',
    async close() {
      redis.disconnect();
    },
  };
}
