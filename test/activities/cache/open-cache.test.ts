import { Registry } from 'prom-client';
import { createCacheAside } from '../../../activities/adapters/cache/cache-aside.js';
import { openCache } from '../../../activities/adapters/cache/open-cache.js';

const DATABASE = 'postgres://shop:secret@127.0.0.1:5432/shop';

/** The samples of a metric, `labels=value`. */
async function samples(registry: Registry, name: string): Promise<string[]> {
  const lines = (await registry.metrics()).split('\n').filter((line) => line.startsWith(name));
  return lines.map((line) => line.slice(name.length)).sort();
}

it('counts reads by what is cached and how they went, and the bytes of its own memory', async () => {
  const registry = new Registry();
  const { cache, onOutcome } = openCache(
    { redisUrl: undefined, databaseUrl: DATABASE, memoryBytes: 2 ** 20 },
    registry,
  );
  const aside = createCacheAside<number>({ cache, name: 'search', ttlMs: 60_000, onOutcome });
  expect(await samples(registry, 'shoptalk_cache_bytes')).toEqual([' 0']);
  await aside.read('key', async () => 1);
  await new Promise(setImmediate);
  await Promise.all([aside.read('key', async () => 1), aside.read('key', async () => 1)]);
  expect(await samples(registry, 'shoptalk_cache_reads_total')).toEqual([
    '{cache="search",outcome="hit"} 1',
    '{cache="search",outcome="miss"} 1',
    '{cache="search",outcome="shared"} 1',
  ]);
  expect(Number((await samples(registry, 'shoptalk_cache_bytes'))[0])).toBeGreaterThan(0);
});

it('counts what a Redis that is not there does not do', async () => {
  const registry = new Registry();
  // A port that nothing listens on: the lowest of all.
  const { cache } = openCache(
    { redisUrl: 'redis://127.0.0.1:1', databaseUrl: DATABASE, memoryBytes: 1 },
    registry,
  );
  await cache.get('key');
  await cache.set('key', 1, 1_000);
  await cache.close();
  expect(await samples(registry, 'shoptalk_cache_failures_total{')).toEqual(
    expect.arrayContaining(['operation="get"} 1', 'operation="set"} 1']),
  );
});
