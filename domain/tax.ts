import { z } from 'zod';
import { Sku } from './ids.js';
import { type Currency, Money, money, shareOf } from './money.js';

/** What kind of thing is taxed, where tax law makes a difference. */
export const TaxClass = z.enum(['general', 'clothing', 'childrens_clothing']);
export type TaxClass = z.infer<typeof TaxClass>;

/** What tax a checkout bears, as a tax service worked it out. */
export const TaxQuote = z.object({
  /** The whole tax, on goods and shipping. */
  amount: Money,
  /** Whether the prices contain the tax already; otherwise it is added to them. */
  included: z.boolean(),
  lines: z.array(z.object({ sku: Sku, amount: Money })),
  shipping: Money,
  /** The service's own id of the calculation, where it has one. */
  reference: z.string().optional(),
});
export type TaxQuote = z.infer<typeof TaxQuote>;

/**
 * The tax that a gross amount contains, rounded half up to the minor unit.
 * @param basisPoints hundredths of a percent: 1,900 is 19 %.
 */
export function taxWithin(gross: Money, basisPoints: number): Money {
  const divisor = 10_000n + BigInt(basisPoints);
  const doubled = 2n * BigInt(gross.amount) * BigInt(basisPoints);
  return money(Number((doubled + divisor) / (2n * divisor)), gross.currency);
}

/** The tax on an amount: contained in it, or to be added. Rounded half up. */
export function taxOn(base: Money, basisPoints: number, included: boolean): Money {
  return included ? taxWithin(base, basisPoints) : shareOf(base, basisPoints);
}

/** What nobody has to pay, in a currency. */
export const nothing = (currency: Currency): Money => money(0, currency);
