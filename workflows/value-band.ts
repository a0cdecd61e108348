import { decimalsOf, type Money } from '../domain/index.js';

/** Upper bounds in major units of the currency. */
const BANDS = [50, 200, 1_000] as const;

/** How much a checkout is about, roughly enough to tell nobody what was bought: `under50`, …, `1000up`. */
export function valueBand({ amount, currency }: Money): string {
  const major = amount / 10 ** decimalsOf(currency);
  const bound = BANDS.find((limit) => major < limit);
  return bound === undefined ? `${BANDS.at(-1)}up` : `under${bound}`;
}
