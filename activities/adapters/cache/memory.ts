import { LRUCache } from 'lru-cache';
import type { Cache } from '../../ports/index.js';

export interface MemoryCacheOptions {
  /** Bytes kept at most, estimated from above; what was not used for longest goes first. Default 32 MB. */
  maxBytes?: number;
  /** Told of a value that is larger than the whole cache may be. */
  onFailure?: (operation: 'set', error: Error) => void;
  /** Milliseconds since any moment, never going back; default that of the process. */
  now?: () => number;
}

export interface MemoryCache extends Cache {
  /** Bytes in use, estimated from above; for the metrics. */
  readonly bytes: number;
}

/** What an entry costs beside its text. */
const ENTRY_BYTES = 200;

/** A cache for one process. Values are kept as JSON, so that nobody can change what another one reads. */
export function createMemoryCache(options: MemoryCacheOptions = {}): MemoryCache {
  const { maxBytes = 32 * 2 ** 20, onFailure = () => undefined, now = () => performance.now() } = options;
  const entries = new LRUCache<string, string>({
    maxSize: maxBytes,
    // V8 takes one byte for a letter or two; two is the bound.
    sizeCalculation: (json, key) => (json.length + key.length) * 2 + ENTRY_BYTES,
    // The clock is looked at for each read; otherwise times are rounded to the last look.
    ttlResolution: 0,
    perf: { now },
  });
  const locks = new LRUCache<string, string>({ max: 10_000, ttlResolution: 0, perf: { now } });
  return {
    async get(key) {
      const json = entries.get(key);
      return json === undefined
        ? undefined
        : { value: JSON.parse(json), leftMs: entries.getRemainingTTL(key) };
    },
    async set(key, value, ttlMs) {
      const json = JSON.stringify(value);
      if (json === undefined || ttlMs <= 0) return;
      entries.set(key, json, { ttl: Math.ceil(ttlMs) });
      if (!entries.has(key)) onFailure('set', new Error(`${key.slice(0, 80)} is larger than the cache`));
    },
    async lock(key, owner, ttlMs) {
      const holder = locks.get(key);
      if (holder !== undefined && holder !== owner) return 'taken';
      locks.set(key, owner, { ttl: Math.ceil(ttlMs) });
      return 'held';
    },
    async unlock(key, owner) {
      if (locks.get(key) === owner) locks.delete(key);
    },
    ping: async () => true,
    async close() {
      entries.clear();
      locks.clear();
    },
    get bytes() {
      return entries.calculatedSize;
    },
  };
}
