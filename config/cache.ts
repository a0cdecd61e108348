import type { Config } from './index.js';

/** The variables of the cache as its adapters want them. */
export function cacheSettings(config: Config) {
  return {
    redisUrl: config.REDIS_URL,
    databaseUrl: config.DATABASE_URL,
    memoryBytes: config.CACHE_MEMORY_MB * 2 ** 20,
  };
}
