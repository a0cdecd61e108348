/**
 * A process that reads through the cache, for tests: `reader-process.ts <redis url> <prefix> <find: quick | endless>`.
 * Says `ready`, reads a hundred times at once when told to, and prints what it got, as JSON.
 * Each find counts itself in Redis, where all processes can see it, and says so.
 */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createCacheAside } from '../../../activities/adapters/cache/cache-aside.js';
import { createRedisCache } from '../../../activities/adapters/cache/redis.js';

const [url = '', prefix = '', find = ''] = process.argv.slice(2);
const counter = new Redis(url);
const cache = createRedisCache(url, { prefix, timeoutMs: 5_000 });
while (!(await cache.ping())) await pause(10);
const aside = createCacheAside<string>({
  cache,
  name: 'shared',
  ttlMs: 60_000,
  leaseMs: 1_000,
  waitMs: 20_000,
});

process.stdout.write('ready\n');
await once(process.stdin, 'data');
const values = await Promise.all(
  Array.from({ length: 100 }, () =>
    aside.read('key', async () => {
      const finds = await counter.incr(`${prefix}finds`);
      process.stdout.write('finding\n');
      // Long enough for everybody to come and wait.
      await pause(find === 'endless' ? 3_600_000 : 300);
      return `found by find ${finds}`;
    }),
  ),
);
process.stdout.write(`${JSON.stringify([...new Set(values)])}\n`);
process.exit(0);
