import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { createRedisCache } from '../../activities/adapters/cache/redis.js';
import { createCachedCatalog } from '../../activities/adapters/catalog/cached.js';
import { createPostgresCatalog } from '../../activities/adapters/catalog/postgres.js';
import { readSynonyms } from '../../activities/adapters/catalog/text/synonyms-file.js';
import type { Cache, Catalog, SearchQuery } from '../../activities/ports/index.js';
import { percentile } from '../figures.js';
import { SEARCHES } from './searches.js';

interface Times {
  runs: number;
  p50: number;
  p95: number;
}

export interface CachedFigures {
  products: number;
  /** Of one search with facets, in milliseconds. */
  uncached: Times;
  cached: Times;
  /** Without the cache, search by search. */
  searches: Record<string, Times>;
  /** Cached p50 over uncached p50. */
  ratio50: number;
  /** How often the catalog was searched for a hundred identical wishes at once, in two processes' worth of caches. */
  searchesOfAHundred: number;
}

/**
 * Measures searches without and with the cache, on a catalog and a Redis that are there. The same searches in the
 * same order; the cached ones were each asked for before.
 * @param rounds how often each search is asked for.
 */
export async function measureCached({
  databaseUrl,
  redisUrl,
  rounds,
}: {
  databaseUrl: string;
  redisUrl: string;
  rounds: number;
}): Promise<CachedFigures> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 10 });
  // Two catalogs have the same versions and must not share what they found.
  const prefix = `bench:${randomUUID()}:`;
  const caches = [1, 2].map(() => createRedisCache(redisUrl, { prefix, timeoutMs: 2_000 }));
  try {
    await Promise.all(caches.map(isThere));
    const catalog = createPostgresCatalog(pool, { synonyms: readSynonyms() });
    const [one, other] = caches.map((cache) => createCachedCatalog(catalog, cache));
    if (!one || !other) throw new Error('there are two');
    const bySearch = await timeEach(catalog, rounds);
    const uncached = [...bySearch.values()].flat();
    const cached = [...(await timeEach(one, rounds)).values()].flat();
    const { rows } = await pool.query<{ products: number }>('select count(*)::int as products from products');
    return {
      products: rows[0]?.products ?? 0,
      uncached: figures(uncached),
      cached: figures(cached),
      searches: Object.fromEntries([...bySearch].map(([name, samples]) => [name, figures(samples)])),
      ratio50: percentile(cached, 0.5) / percentile(uncached, 0.5),
      searchesOfAHundred: await searchesOfAHundred(catalog, caches),
    };
  } finally {
    for (const cache of caches) await cache.close();
    await pool.end();
  }
}

/** Once each to warm up, then in turn. */
async function timeEach(catalog: Catalog, rounds: number): Promise<Map<string, number[]>> {
  const samples = new Map<string, number[]>(Object.keys(SEARCHES).map((name) => [name, []]));
  for (let round = -1; round < rounds; round++) {
    for (const [name, search] of Object.entries(SEARCHES)) {
      const before = performance.now();
      await catalog.search({ ...search, limit: 20, facets: true });
      if (round >= 0) samples.get(name)?.push(performance.now() - before);
    }
  }
  return samples;
}

async function searchesOfAHundred(catalog: Catalog, caches: readonly Cache[]): Promise<number> {
  let searches = 0;
  const counted: Catalog = {
    ...catalog,
    search(query) {
      searches += 1;
      return catalog.search(query);
    },
  };
  const catalogs = caches.map((cache) => createCachedCatalog(counted, cache));
  // A wish that nobody has had before.
  const query: SearchQuery = { constraints: { category: 'Jeans', priceMax: 7_777 }, facets: true };
  await Promise.all(
    Array.from({ length: 100 }, (_, index) => catalogs[index % catalogs.length]?.search(query)),
  );
  return searches;
}

function figures(samples: readonly number[]): Times {
  return { runs: samples.length, p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}

async function isThere(cache: Cache): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    if (await cache.ping()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('No Redis answers.');
}
