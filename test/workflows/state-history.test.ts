import { money } from '../../domain/index.js';
import { StateHistory } from '../../workflows/state-history.js';
import { valueBand } from '../../workflows/value-band.js';

test('a long history keeps how it began and the newest, and does not grow', () => {
  const history = new StateHistory<string>();
  expect(history.now).toBeUndefined();
  for (let n = 0; n < 5_000; n++) history.enter(`state ${n}`);
  const states = history.list().map(({ state }) => state);
  expect(states).toHaveLength(200);
  expect([states[0], states[1], states.at(-1)]).toEqual(['state 0', 'state 4801', 'state 4999']);
  expect(history.now?.state).toBe('state 4999');
});

test.each([
  [0, 'USD', 'under50'],
  [4_999, 'USD', 'under50'],
  [5_000, 'USD', 'under200'],
  [99_999, 'EUR', 'under1000'],
  [100_000, 'EUR', '1000up'],
  [49, 'JPY', 'under50'],
  [1_000, 'JPY', '1000up'],
] as const)('%d minor units of %s are %s', (amount, currency, band) => {
  expect(valueBand(money(amount, currency))).toBe(band);
});
