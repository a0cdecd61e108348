import { setTimeout as pause } from 'node:timers/promises';
import type { Cache } from '../../../activities/ports/index.js';

/** What every cache does while its store is there. */
export function describeCache(name: string, make: () => Promise<Cache>): void {
  describe(`${name} as a cache`, () => {
    let cache: Cache;
    const valueAt = async (key: string) => (await cache.get(key))?.value;
    beforeAll(async () => {
      cache = await make();
    });
    afterAll(() => cache.close());

    it('gives back what it was given, as JSON has it', async () => {
      const value = { items: [1, 'two', null, { three: 3.5 }], dropped: undefined };
      await cache.set('value', value, 60_000);
      expect(await valueAt('value')).toEqual({ items: [1, 'two', null, { three: 3.5 }] });
    });

    it('does not know what it was never given', async () => {
      expect(await cache.get('never')).toBeUndefined();
    });

    it('keeps falsy values apart from absent ones', async () => {
      for (const value of [0, '', false, null]) {
        await cache.set('falsy', value, 60_000);
        expect(await valueAt('falsy')).toBe(value);
      }
    });

    it('keeps the latest value of a key', async () => {
      await cache.set('twice', 1, 60_000);
      await cache.set('twice', 2, 60_000);
      expect(await valueAt('twice')).toBe(2);
    });

    it('forgets when the time is over', async () => {
      await cache.set('brief', 1, 40);
      for (let waited = 0; waited < 2_000 && (await cache.get('brief')) !== undefined; waited += 20)
        await pause(20);
      expect(await cache.get('brief')).toBeUndefined();
    });

    it('keeps nothing that has no time, and nothing that JSON cannot say', async () => {
      await cache.set('timeless', 1, 0);
      await cache.set('unsayable', undefined, 60_000);
      expect(await cache.get('timeless')).toBeUndefined();
      expect(await cache.get('unsayable')).toBeUndefined();
    });

    it('is not changed by what happens to a value before or after', async () => {
      const value = { list: [1] };
      await cache.set('mine', value, 60_000);
      value.list.push(2);
      const first = (await valueAt('mine')) as typeof value;
      first.list.push(3);
      expect(await valueAt('mine')).toEqual({ list: [1] });
    });

    it('takes keys and values with any characters', async () => {
      const key = 'search:1:["ü 😀",null,"a b\\n"]';
      await cache.set(key, 'ü 😀 \0', 60_000);
      expect(await valueAt(key)).toBe('ü 😀 \0');
    });

    it('tells how long a value has left, by its own clock', async () => {
      await cache.set('timed', 1, 60_000);
      const { leftMs = 0 } = (await cache.get('timed')) ?? {};
      expect(leftMs).toBeGreaterThan(30_000);
      expect(leftMs).toBeLessThanOrEqual(60_000);
    });

    describe('locks', () => {
      it('are held by one owner, who may prolong them', async () => {
        expect(await cache.lock('held', 'me', 60_000)).toBe('held');
        expect(await cache.lock('held', 'you', 60_000)).toBe('taken');
        expect(await cache.lock('held', 'me', 60_000)).toBe('held');
      });

      it('of many who try at once are held by one', async () => {
        const owners = Array.from({ length: 50 }, (_, index) => `owner ${index}`);
        const outcomes = await Promise.all(owners.map((owner) => cache.lock('wanted', owner, 60_000)));
        expect(outcomes.filter((outcome) => outcome === 'held')).toHaveLength(1);
        expect(outcomes.filter((outcome) => outcome === 'taken')).toHaveLength(49);
      });

      it('can be had again once they are given back, by their owner alone', async () => {
        await cache.lock('given', 'me', 60_000);
        await cache.unlock('given', 'you');
        expect(await cache.lock('given', 'you', 60_000)).toBe('taken');
        await cache.unlock('given', 'me');
        expect(await cache.lock('given', 'you', 60_000)).toBe('held');
      });

      it('of an owner who has died come free by themselves', async () => {
        await cache.lock('left', 'dead', 40);
        let outcome = await cache.lock('left', 'heir', 60_000);
        for (let waited = 0; waited < 2_000 && outcome !== 'held'; waited += 20) {
          await pause(20);
          outcome = await cache.lock('left', 'heir', 60_000);
        }
        expect(outcome).toBe('held');
        // Too late: it is somebody else's.
        await cache.unlock('left', 'dead');
        expect(await cache.lock('left', 'dead', 60_000)).toBe('taken');
      });
    });

    it('answers when asked whether it is there', async () => {
      expect(await cache.ping()).toBe(true);
    });
  });
}
