import { createHash } from 'node:crypto';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { Cache } from '../../ports/index.js';
import type { CacheOutcome } from './cache-aside.js';
import { createMemoryCache } from './memory.js';
import { createRedisCache } from './redis.js';

export interface CacheSettings {
  /** Without it the process caches in its own memory. */
  redisUrl: string | undefined;
  /** What is cached is of this database: shops that share a Redis and not a database must not share what they found. */
  databaseUrl: string;
  /** What the process's own memory may hold. */
  memoryBytes: number;
}

/** Opens the cache that the configuration names, and counts in `registry` what it does. */
export function openCache({ redisUrl, databaseUrl, memoryBytes }: CacheSettings, registry: Registry) {
  const registers = [registry];
  const reads = new Counter({
    name: 'shoptalk_cache_reads_total',
    help: 'Reads through the cache, by what is cached and by how they went; hits are hit, stale and shared',
    labelNames: ['cache', 'outcome'] as const,
    registers,
  });
  const failures = new Counter({
    name: 'shoptalk_cache_failures_total',
    help: 'What the store of the cache did not do in time or at all; the shop goes on without it',
    labelNames: ['operation'] as const,
    registers,
  });
  const onFailure = (operation: string) => failures.inc({ operation });
  const onOutcome = (cache: string, outcome: CacheOutcome) => reads.inc({ cache, outcome });
  if (redisUrl) {
    const cache: Cache = createRedisCache(redisUrl, { prefix: shopPrefix(databaseUrl), onFailure });
    return { cache, onOutcome };
  }
  const cache = createMemoryCache({ maxBytes: memoryBytes, onFailure });
  new Gauge({
    name: 'shoptalk_cache_bytes',
    help: "Bytes that the cache holds in this process's own memory; absent with Redis, which counts its own",
    registers,
    collect() {
      this.set(cache.bytes);
    },
  });
  return { cache: cache as Cache, onOutcome };
}

/** Before every key of a shop in Redis: the same for each of its processes, whoever it connects as. */
export function shopPrefix(databaseUrl: string): string {
  const { host, pathname } = new URL(databaseUrl);
  const digest = createHash('sha256').update(`${host}${pathname}`).digest('base64url');
  return `shoptalk:${digest.slice(0, 10)}:`;
}
