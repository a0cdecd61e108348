import { createMemoryCache } from '../../../activities/adapters/cache/memory.js';
import { describeCache } from './suite.js';

describeCache('Memory', async () => createMemoryCache());

it('keeps no more bytes than it may, and drops what was not used for longest', async () => {
  const cache = createMemoryCache({ maxBytes: 100_000 });
  const half = 'x'.repeat(20_000);
  await cache.set('a', half, 60_000);
  await cache.set('b', half, 60_000);
  await cache.get('a');
  await cache.set('c', half, 60_000);
  const kept = await Promise.all(['a', 'b', 'c'].map(async (key) => (await cache.get(key)) !== undefined));
  expect(kept).toEqual([true, false, true]);
  expect(cache.bytes).toBeGreaterThan(80_000);
  expect(cache.bytes).toBeLessThanOrEqual(100_000);
});

it('refuses what is larger than all of it, says so, and keeps the rest', async () => {
  const failures: string[] = [];
  const cache = createMemoryCache({
    maxBytes: 10_000,
    onFailure: (operation, { message }) => failures.push(`${operation}: ${message}`),
  });
  await cache.set('small', 1, 60_000);
  await cache.set('large', 'x'.repeat(10_000), 60_000);
  expect([await cache.get('small'), await cache.get('large')]).toMatchObject([{ value: 1 }, undefined]);
  expect(failures).toEqual(['set: large is larger than the cache']);
});

it('goes by the clock that it is given', async () => {
  let now = 1_000;
  const cache = createMemoryCache({ now: () => now });
  await cache.set('key', 1, 500);
  now += 400;
  expect(await cache.get('key')).toEqual({ value: 1, leftMs: 100 });
  now += 101;
  expect(await cache.get('key')).toBeUndefined();
});
