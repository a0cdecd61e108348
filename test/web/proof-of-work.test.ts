import { webcrypto } from 'node:crypto';
import { createProofOfWork } from '../../api/challenges/proof-of-work.js';
import type { Challenge } from '../../api/challenges/solution.js';
import { createSpent } from '../../api/challenges/spent.js';
import { script } from './scripts.js';

interface Found {
  counter: number;
  derivedKey: string;
}
const page = script<{ findCounter(parameters: object, crypto: object): Promise<Found> }>('proof-of-work');
const encoded = (challenge: Challenge, solution: Found) =>
  Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');

let now = Date.now();
const work = createProofOfWork({
  secret: 'secret of the tests',
  work: 20,
  spent: createSpent({ prefix: 'test:' }),
  now: () => now,
});
let challenge: Challenge;
let solution: Found;
beforeEach(async () => {
  now = Date.now();
  challenge = await work.challenge('ada');
  solution = await (await page).findCounter(challenge.parameters, webcrypto);
});

it('takes what the page works out, once', async () => {
  expect(solution.counter).toBeGreaterThanOrEqual(10);
  expect(solution.counter).toBeLessThanOrEqual(30);
  expect(await work.judge(encoded(challenge, solution), 'ada')).toBe('good');
  expect(await work.judge(encoded(challenge, solution), 'ada')).toBe('spent');
});

it('takes it from nobody else, and for nothing else', async () => {
  expect(await work.judge(encoded(challenge, solution), 'eve')).toBe('wrong');
});

it('takes none that comes too late', async () => {
  now += 5 * 60_000 + 1_000;
  expect(await work.judge(encoded(challenge, solution), 'ada')).toBe('expired');
});

it('takes no other counter, not even with the key that belongs to it', async () => {
  // The key of counter 0: what somebody would send who does not want to search.
  const first = { ...challenge.parameters, keyPrefix: '' };
  const lazy = await (await page).findCounter(first, webcrypto);
  expect(lazy.counter).toBe(0);
  expect(await work.judge(encoded(challenge, lazy), 'ada')).toBe('wrong');
  const key = solution.derivedKey;
  const other = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
  expect(await work.judge(encoded(challenge, { ...solution, derivedKey: other }), 'ada')).toBe('wrong');
});

it('takes no challenge that we did not make', async () => {
  const easier = {
    ...challenge,
    parameters: { ...challenge.parameters, cost: 1, keyPrefix: '0'.repeat(32) },
  };
  expect(await work.judge(encoded(easier, solution), 'ada')).toBe('wrong');
  const longer = { ...challenge, parameters: { ...challenge.parameters, expiresAt: 2_000_000_000 } };
  expect(await work.judge(encoded(longer, solution), 'ada')).toBe('wrong');
  const foreign = createProofOfWork({
    secret: 'another secret',
    work: 1,
    spent: createSpent({ prefix: '' }),
  });
  expect(await foreign.judge(encoded(challenge, solution), 'ada')).toBe('wrong');
});

it.each([
  '',
  'x',
  Buffer.from('{}').toString('base64'),
  Buffer.from('null').toString('base64'),
  'A'.repeat(100_000),
])('reads "%.10s" as no solution at all', async (text) => {
  expect(await work.judge(text, 'ada')).toBe('wrong');
});
