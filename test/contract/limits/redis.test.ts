import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { createLimiter } from '../../../api/limits/limiter.js';
import { openLimitStore } from '../../../api/limits/store.js';
import { until } from '../../../dev/until.js';
import { redisUrl } from '../../support/servers.js';

const whereRedisIs = redisUrl() ? describe : describe.skip;
const quota = { requests: 10, seconds: 60 };

whereRedisIs('limits in Redis', () => {
  const stores: Redis[] = [];
  afterEach(() => {
    for (const redis of stores.splice(0)) redis.disconnect();
  });

  async function store(): Promise<Redis> {
    const redis = openLimitStore(redisUrl());
    if (!redis) throw new Error('there is no Redis');
    stores.push(redis);
    // A busy machine may take longer than production allows.
    redis.options.commandTimeout = 5_000;
    await until(async () => redis.status === 'ready', { what: 'Redis', timeoutMs: 10_000 });
    return redis;
  }

  test('processes count together, and let through exactly what there is', async () => {
    const prefix = `test-${randomUUID()}:`;
    const processes = [
      createLimiter('turn-address', quota, { redis: await store(), prefix }),
      createLimiter('turn-address', quota, { redis: await store(), prefix }),
    ];
    const standings = await Promise.all(
      Array.from({ length: 40 }, (_, n) => processes[n % 2]!.consume('somebody')),
    );
    expect(standings.filter(({ refused }) => !refused)).toHaveLength(10);
    expect((await processes[0]!.consume('somebody else')).refused).toBe(false);
  });

  test('who has used up a window is turned away without asking Redis', async () => {
    const redis = await store();
    const limiter = createLimiter(
      'x',
      { requests: 2, seconds: 60 },
      { redis, prefix: `test-${randomUUID()}:` },
    );
    for (let n = 0; n < 3; n++) await limiter.consume('flood');
    redis.disconnect();
    const standing = await limiter.consume('flood');
    expect(standing).toMatchObject({ refused: true, left: 0 });
    expect(standing.resetIn).toBeGreaterThan(50);
  });

  test('without Redis the process counts for itself', async () => {
    const redis = await store();
    const limiter = createLimiter(
      'x',
      { requests: 2, seconds: 60 },
      { redis, prefix: `test-${randomUUID()}:` },
    );
    redis.disconnect();
    await until(async () => redis.status === 'end', { what: 'the end of Redis', timeoutMs: 10_000 });
    const refused = [];
    for (let n = 0; n < 4; n++) refused.push((await limiter.consume('somebody')).refused);
    expect(refused).toEqual([false, false, true, true]);
  });
});
