import { Redis } from 'ioredis';
import type { Cache, LockOutcome } from '../../ports/index.js';
import { createRest } from './rest.js';

export type RedisOperation = 'get' | 'set' | 'lock' | 'unlock' | 'ping' | 'connection';

export interface RedisCacheOptions {
  /** Put before every key; default `shoptalk:`. */
  prefix?: string;
  /** How long an answer may take before the cache counts as empty; default 80 ms. */
  timeoutMs?: number;
  /** How long nothing is asked after three failures in a row; default a second. */
  restMs?: number;
  /** Called with every failure, for the metrics; failures never reach the caller otherwise. */
  onFailure?: (operation: RedisOperation, error: Error) => void;
}

/** Reconnecting is tried this long after the first loss, and ever more rarely up to the second figure. */
const RECONNECT_MS = { first: 100, most: 1_000 };
const FAILURES_BEFORE_REST = 3;

/** One step on the server: between a look and a change somebody else could take the key. */
const LOCK = `
  if redis.call('set', KEYS[1], ARGV[1], 'NX', 'PX', ARGV[2]) then return 1 end
  if redis.call('get', KEYS[1]) ~= ARGV[1] then return 0 end
  redis.call('pexpire', KEYS[1], ARGV[2])
  return 1`;
const UNLOCK = `if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end`;

/**
 * A cache that several processes share. When Redis is slow or gone it behaves like an empty cache: no
 * command waits for a connection, none is retried, and none takes longer than the time-out; after some failures
 * in a row it is left alone for a moment, so that not every read waits for the time-out.
 *
 * Redis itself bounds the memory: give it `maxmemory` and `maxmemory-policy allkeys-lru`.
 */
export function createRedisCache(url: string, options: RedisCacheOptions = {}): Cache {
  const { prefix = 'shoptalk:', timeoutMs = 80, restMs = 1_000, onFailure = () => undefined } = options;
  const rest = createRest({ failures: FAILURES_BEFORE_REST, restMs });
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

  async function attempt<T>(operation: RedisOperation, work: () => Promise<T>): Promise<T | undefined> {
    // Readiness asks whether Redis is there now.
    if (rest.isResting() && operation !== 'ping') return undefined;
    try {
      const result = await work();
      rest.succeeded();
      return result;
    } catch (error) {
      rest.failed();
      onFailure(operation, error instanceof Error ? error : new Error(String(error)));
      return undefined;
    }
  }

  return {
    get: (key) =>
      attempt('get', async () => {
        // In this order: what expires in between has a value and no time left.
        const [json, leftMs] = await Promise.all([redis.get(prefix + key), redis.pttl(prefix + key)]);
        return json === null
          ? undefined
          : { value: JSON.parse(json) as unknown, leftMs: Math.max(0, leftMs) };
      }),
    async set(key, value, ttlMs) {
      const json = JSON.stringify(value);
      if (json === undefined || ttlMs <= 0) return;
      await attempt('set', () => redis.set(prefix + key, json, 'PX', Math.ceil(ttlMs)));
    },
    async lock(key, owner, ttlMs): Promise<LockOutcome> {
      const got = await attempt('lock', () => redis.eval(LOCK, 1, prefix + key, owner, Math.ceil(ttlMs)));
      if (got === undefined) return 'unavailable';
      return got === 1 ? 'held' : 'taken';
    },
    async unlock(key, owner) {
      await attempt('unlock', () => redis.eval(UNLOCK, 1, prefix + key, owner));
    },
    ping: async () => (await attempt('ping', () => redis.ping())) === 'PONG',
    async close() {
      redis.disconnect();
    },
  };
}
