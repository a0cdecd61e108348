import { randomUUID } from 'node:crypto';
import { createRedisTokenBudget } from '../../../activities/adapters/token-budget/redis.js';
import type { TokenBudget } from '../../../activities/ports/index.js';
import { redisUrl } from '../../support/servers.js';

const whereRedisIs = redisUrl() ? describe : describe.skip;

whereRedisIs('the tokens of the day in Redis', () => {
  const open: TokenBudget[] = [];
  let prefix: string;
  let now: number;
  beforeEach(() => {
    prefix = `test-${randomUUID()}:`;
    now = Date.UTC(2026, 0, 1, 12);
  });
  afterEach(async () => {
    for (const budget of open.splice(0)) await budget.close();
  });

  /** The budget as one worker sees it. */
  function worker(dailyTokens: number, url = redisUrl() ?? ''): TokenBudget {
    // A busy machine may take longer than the 80 ms that production allows.
    const budget = createRedisTokenBudget(url, { dailyTokens, prefix, timeoutMs: 5_000, now: () => now });
    open.push(budget);
    return budget;
  }

  test('many workers at once never book more than there is', async () => {
    const workers = [worker(1_000), worker(1_000), worker(1_000)];
    const booked = await Promise.all(Array.from({ length: 60 }, (_, n) => workers[n % 3]?.reserve(50)));
    expect(booked.filter(Boolean)).toHaveLength(20);
    for (const one of workers) expect(await one.isLeft()).toBe(false);
  });

  test('what was booked too much comes back, for all of them', async () => {
    const [first, second] = [worker(100), worker(100)];
    expect(await first.reserve(100)).toBe(true);
    expect(await second.reserve(10)).toBe(false);
    await first.correct(-40);
    expect(await second.reserve(40)).toBe(true);
    expect(await second.reserve(1)).toBe(false);
  });

  test('a new day has new tokens', async () => {
    const budget = worker(100);
    await budget.reserve(100);
    expect(await budget.isLeft()).toBe(false);
    now += 24 * 60 * 60 * 1_000;
    expect(await budget.isLeft()).toBe(true);
    expect(await budget.reserve(100)).toBe(true);
  });

  test('without Redis a worker counts for itself', async () => {
    const alone = worker(100, 'redis://127.0.0.1:9');
    expect([await alone.reserve(60), await alone.reserve(60), await alone.isLeft()]).toEqual([
      true,
      false,
      true,
    ]);
  });
});
