import fc from 'fast-check';
import { script } from './scripts.js';

interface Options {
  baseMs?: number;
  maxMs?: number;
  retryAfterMs?: number;
  random?: () => number;
}
const backoff = script<{ retryDelay(attempt: number, options?: Options): number }>('backoff');

it('never waits longer than the longest wait, nor less than the server asked for', async () => {
  const { retryDelay } = await backoff;
  fc.assert(
    fc.property(
      fc.nat(60),
      fc.nat(30_000),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (attempt, asked, chance) => {
        const delay = retryDelay(attempt, { maxMs: 15_000, retryAfterMs: asked, random: () => chance });
        expect(delay).toBeGreaterThanOrEqual(asked);
        expect(delay).toBeLessThanOrEqual(Math.max(15_000, asked + 250));
      },
    ),
  );
});

it('waits longer each time', async () => {
  const { retryDelay } = await backoff;
  const delays = [0, 1, 2, 3].map((attempt) => retryDelay(attempt, { random: () => 0 }));
  expect(delays).toEqual([250, 500, 1000, 2000]);
});
