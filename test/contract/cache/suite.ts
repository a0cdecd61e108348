import { setTimeout as pause } from 'node:timers/promises';
import type { Cache } from '../../../activities/ports/index.js';

/** What every cache does while its store is there. */
export function describeCache(name: string, make: () => Promise<Cache>): void {
  describe(`${name} as a cache`, () => {
    let cache: Cache;
    beforeAll(async () => {
      cache = await make();
    });
    afterAll(() => cache.close());

    it('gives back what it was given, as JSON has it', async () => {
      const value = { items: [1, 'two', null, { three: 3.5 }], dropped: undefined };
      await cache.set('value', value, 60_000);
      expect(await cache.get('value')).toEqual({ items: [1, 'two', null, { three: 3.5 }] });
    });

    it('does not know what it was never given', async () => {
      expect(await cache.get('never')).toBeUndefined();
    });

    it('keeps falsy values apart from absent ones', async () => {
      for (const value of [0, '', false, null]) {
        await cache.set('falsy', value, 60_000);
        expect(await cache.get('falsy')).toBe(value);
      }
    });

    it('keeps the latest value of a key', async () => {
      await cache.set('twice', 1, 60_000);
      await cache.set('twice', 2, 60_000);
      expect(await cache.get('twice')).toBe(2);
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
      const first = (await cache.get('mine')) as typeof value;
      first.list.push(3);
      expect(await cache.get('mine')).toEqual({ list: [1] });
    });

    it('takes keys and values with any characters', async () => {
      const key = 'search:1:["ü 😀",null,"a b\\n"]';
      await cache.set(key, 'ü 😀 \0', 60_000);
      expect(await cache.get(key)).toBe('ü 😀 \0');
    });

    it('answers when asked whether it is there', async () => {
      expect(await cache.ping()).toBe(true);
    });
  });
}
