import { LRUCache } from 'lru-cache';
import type { Cache } from '../../ports/index.js';

export interface MemoryCacheOptions {
  /** Values kept; the one not used for longest goes first. Default 1,000. */
  maxEntries?: number;
}

/** A cache for one process. Values are kept as JSON, so that nobody can change what another one reads. */
export function createMemoryCache({ maxEntries = 1_000 }: MemoryCacheOptions = {}): Cache {
  const entries = new LRUCache<string, string>({ max: maxEntries });
  return {
    async get(key) {
      const json = entries.get(key);
      return json === undefined ? undefined : JSON.parse(json);
    },
    async set(key, value, ttlMs) {
      const json = JSON.stringify(value);
      if (json !== undefined && ttlMs > 0) entries.set(key, json, { ttl: ttlMs });
    },
    ping: async () => true,
    close: async () => entries.clear(),
  };
}
