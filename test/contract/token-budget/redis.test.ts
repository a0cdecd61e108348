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
  function worker(
    dailyTokens: number,
    url = redisUrl() ?? '',
    session = { calls: 1_000, tokens: 100_000 },
  ): TokenBudget {
    // A busy machine may take longer than the 80 ms that production allows.
    const budget = createRedisTokenBudget(url, {
      dailyTokens,
      session,
      prefix,
      timeoutMs: 5_000,
      now: () => now,
    });
    open.push(budget);
    return budget;
  }

  test('many workers at once never book more than there is', async () => {
    const workers = [worker(1_000), worker(1_000), worker(1_000)];
    const booked = await Promise.all(Array.from({ length: 60 }, (_, n) => workers[n % 3]?.reserve(50)));
    expect(booked.filter((lacks) => !lacks)).toHaveLength(20);
    for (const one of workers) expect(await one.usedUp()).toBe('day');
  });

  test('what was booked too much comes back, for all of them', async () => {
    const [first, second] = [worker(100), worker(100)];
    expect(await first.reserve(100)).toBe(undefined);
    expect(await second.reserve(10)).toBe('day');
    await first.correct(-40);
    expect(await second.reserve(40)).toBe(undefined);
    expect(await second.reserve(1)).toBe('day');
  });

  test('a new day has new tokens', async () => {
    const budget = worker(100);
    await budget.reserve(100);
    expect(await budget.usedUp()).toBe('day');
    now += 24 * 60 * 60 * 1_000;
    expect(await budget.usedUp()).toBe(undefined);
    expect(await budget.reserve(100)).toBe(undefined);
  });

  test('a conversation has its part of an hour, whichever workers serve it', async () => {
    const limits = { calls: 3, tokens: 100 };
    const [first, second] = [worker(10_000, undefined, limits), worker(10_000, undefined, limits)];
    expect([await first.reserve(60, 'a'), await second.reserve(60, 'a')]).toEqual([undefined, 'session']);
    await first.correct(-50, 'a');
    expect([await second.reserve(60, 'a'), await first.reserve(1, 'a')]).toEqual([undefined, undefined]);
    // By now it is the requests.
    await first.correct(-60, 'a');
    expect([await second.reserve(1, 'a'), await first.usedUp('a')]).toEqual(['session', 'session']);
    expect([await first.reserve(60, 'b'), await second.reserve(60)]).toEqual([undefined, undefined]);
  });

  test('without Redis a worker counts for itself', async () => {
    const alone = worker(100, 'redis://127.0.0.1:9');
    expect([await alone.reserve(60), await alone.reserve(60), await alone.usedUp()]).toEqual([
      undefined,
      'day',
      undefined,
    ]);
  });
});
