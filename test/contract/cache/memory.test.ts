import { createMemoryCache } from '../../../activities/adapters/cache/memory.js';
import { describeCache } from './suite.js';

describeCache('Memory', async () => createMemoryCache());

it('keeps no more than it may, and drops what was not used for longest', async () => {
  const cache = createMemoryCache({ maxEntries: 2 });
  await cache.set('a', 1, 60_000);
  await cache.set('b', 2, 60_000);
  await cache.get('a');
  await cache.set('c', 3, 60_000);
  expect([await cache.get('a'), await cache.get('b'), await cache.get('c')]).toEqual([1, undefined, 3]);
});
