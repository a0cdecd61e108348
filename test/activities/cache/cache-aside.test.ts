import {
  type CacheAsideOptions,
  type CacheOutcome,
  createCacheAside,
} from '../../../activities/adapters/cache/cache-aside.js';
import { createMemoryCache } from '../../../activities/adapters/cache/memory.js';
import type { Cache } from '../../../activities/ports/index.js';

/** Lets everything that is under way get as far as it can without time passing. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise(setImmediate);
}

/** A cache whose clock a test turns, several readers of it, and something to be found that counts its calls. */
function setting(options: Partial<CacheAsideOptions<number[]>> = {}) {
  const clock = { now: 0 };
  const store = createMemoryCache({ now: () => 1_000_000 + clock.now });
  const outcomes: CacheOutcome[] = [];
  const world = { finds: 0, value: [1], fails: false };
  const reader = (cache: Cache = store) => {
    const aside = createCacheAside<number[]>({
      cache,
      name: 'test',
      ttlMs: 1_000,
      onOutcome: (_, outcome) => outcomes.push(outcome),
      ...options,
    });
    return (key = 'key') =>
      aside.read(key, async () => {
        world.finds++;
        await new Promise(setImmediate);
        if (world.fails) throw new Error('nothing there');
        return world.value;
      });
  };
  return { clock, store, outcomes, world, reader };
}

it('finds once, then repeats until the time is over', async () => {
  const { clock, outcomes, world, reader } = setting();
  const read = reader();
  expect(await read()).toEqual([1]);
  await settle();
  clock.now = 999;
  world.value = [2];
  expect(await read()).toEqual([1]);
  clock.now = 1_001;
  expect(await read()).toEqual([2]);
  expect(outcomes).toEqual(['miss', 'hit', 'miss']);
});

it('lets a hundred at once in each of several processes find once', async () => {
  const { outcomes, world, reader } = setting();
  const readers = Array.from({ length: 4 }, () => reader());
  const reads = readers.flatMap((read) => Array.from({ length: 100 }, () => read()));
  expect(new Set((await Promise.all(reads)).map(String))).toEqual(new Set(['1']));
  expect(world.finds).toBe(1);
  expect(outcomes.filter((outcome) => outcome === 'miss')).toHaveLength(1);
  expect(outcomes.filter((outcome) => outcome === 'shared')).toHaveLength(399);
});

it('keeps keys and names apart', async () => {
  const { store, world, reader } = setting();
  const read = reader();
  await Promise.all([read('one'), read('two')]);
  expect(world.finds).toBe(2);
  const other = createCacheAside<string>({ cache: store, name: 'other', ttlMs: 1_000 });
  expect(await other.read('one', async () => 'other')).toBe('other');
});

describe('what is a little too old', () => {
  const stale = { ttlMs: 1_000, staleForMs: 500 };

  it('is given at once, and found anew once behind it', async () => {
    const { clock, outcomes, world, reader } = setting(stale);
    const readers = [reader(), reader()];
    await readers[0]?.();
    await settle();
    clock.now = 1_100;
    world.value = [2];
    expect(await Promise.all(readers.map((read) => read()))).toEqual([[1], [1]]);
    await settle();
    expect(world.finds).toBe(2);
    expect(await readers[1]?.()).toEqual([2]);
    expect(outcomes).toEqual(['miss', 'stale', 'stale', 'hit']);
  });

  it('is given no longer than the bound says', async () => {
    const { clock, world, reader } = setting(stale);
    const read = reader();
    await read();
    await settle();
    clock.now = 1_501;
    world.value = [2];
    expect(await read()).toEqual([2]);
  });

  it('serves on while it cannot be found anew', async () => {
    const { clock, outcomes, world, reader } = setting(stale);
    const read = reader();
    await read();
    await settle();
    world.fails = true;
    for (const now of [1_100, 1_200]) {
      clock.now = now;
      expect(await read()).toEqual([1]);
      await settle();
    }
    expect(outcomes).toEqual(['miss', 'stale', 'error', 'stale', 'error']);
    world.fails = false;
    world.value = [2];
    await read();
    await settle();
    expect(await read()).toEqual([2]);
  });
});

it('keeps for a shorter time that there is nothing, and never stale', async () => {
  const { clock, world, reader } = setting({
    staleForMs: 5_000,
    negativeTtlMs: 100,
    isNegative: (value) => value.length === 0,
  });
  const read = reader();
  world.value = [];
  await read();
  await settle();
  clock.now = 99;
  world.value = [3];
  expect(await read()).toEqual([]);
  clock.now = 101;
  expect(await read()).toEqual([3]);
});

describe('a find that fails', () => {
  it('is told to all who wait for it, and kept from nobody later', async () => {
    const { world, reader } = setting();
    const read = reader();
    world.fails = true;
    const outcomes = await Promise.allSettled([read(), read(), read()]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    await settle();
    world.fails = false;
    expect(await read()).toEqual([1]);
    expect(world.finds).toBe(2);
  });
});

describe('another process that is at it', () => {
  it('and has died is waited for until its lease is over', async () => {
    const { clock, store, world, reader } = setting();
    await store.lock('lock:test.1:key', 'the dead', 1_000);
    const read = reader()();
    await settle();
    expect(world.finds).toBe(0);
    clock.now = 1_001;
    expect(await read).toEqual([1]);
    expect(world.finds).toBe(1);
  });

  it('and takes too long is not waited for any longer', async () => {
    const { store, world, reader } = setting({ waitMs: 20 });
    await store.lock('lock:test.1:key', 'the slow', 60_000);
    expect(await reader()()).toEqual([1]);
    expect(world.finds).toBe(1);
  });
});

describe('a store that is not there', () => {
  const dead: Cache = {
    get: async () => undefined,
    set: async () => undefined,
    lock: async () => 'unavailable',
    unlock: async () => undefined,
    ping: async () => false,
    close: async () => undefined,
  };

  it('costs finding out each time, and is counted', async () => {
    const { outcomes, world, reader } = setting();
    const read = reader(dead);
    await read();
    world.value = [2];
    expect(await read()).toEqual([2]);
    expect(outcomes).toEqual(['error', 'error']);
  });

  it('and holds what another release wrote is read as empty', async () => {
    const { store, reader } = setting();
    await store.set('test.1:key', [9], 60_000);
    expect(await reader()()).toEqual([1]);
  });
});
