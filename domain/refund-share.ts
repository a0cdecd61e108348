import { type Money, money } from './money.js';
import type { LineQuantity } from './order.js';
import type { Totals } from './totals.js';

/** A line as far as its share of an order counts. */
interface ChargedLine {
  position: number;
  quantity: number;
  lineTotal: Money;
  /** Its share of the discount and of the tax, where they were worked out line by line. */
  discount?: Money | undefined;
  tax?: Money | undefined;
}

/** What was charged; a discount is there when a promotion was used. */
type ChargedTotals = Pick<Totals, 'subtotal' | 'shipping' | 'total' | 'taxIncluded'> & {
  discount?: Money | undefined;
};

/**
 * Splits an amount in proportion to weights without losing a unit: what rounding down leaves over goes to the
 * largest remainders, the first of equals first.
 * @param amount minor units, not negative. @param weights not negative; all zero counts as all equal.
 */
export function splitByWeight(amount: number, weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  if (sum === 0)
    return weights.length === 0
      ? []
      : splitByWeight(
          amount,
          weights.map(() => 1),
        );
  // Whole numbers throughout: the products go beyond what a float holds exactly.
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((product) => Number(product / BigInt(sum)));
  const left = amount - shares.reduce((total, share) => total + share, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % BigInt(sum) }))
    .sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder < b.remainder ? 1 : -1));
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

/**
 * What was paid for each line: its price, less its share of the discount, plus its share of the tax that was
 * added. Shares that the lines carry themselves count; else they follow from the totals, as does whether prices
 * held their tax already. With shipping and its tax,
 * the lines sum to the total.
 * @returns minor units, in the order of the lines.
 */
export function paidForLines(totals: ChargedTotals, lines: readonly ChargedLine[]): number[] {
  const prices = lines.map(({ lineTotal }) => lineTotal.amount);
  const goods = prices.reduce((sum, price) => sum + price, 0);
  const discount = Math.min(totals.discount?.amount ?? 0, goods);
  const shared = lines.some((line) => line.discount);
  const discounts = shared
    ? lines.map((line) => line.discount?.amount ?? 0)
    : splitByWeight(discount, prices);
  const reduced = prices.map((price, index) => price - (discounts[index] ?? 0));
  if (lines.every((line) => line.tax)) {
    const added = lines.map(({ tax }) => (totals.taxIncluded ? 0 : (tax?.amount ?? 0)));
    return reduced.map((price, index) => price + (added[index] ?? 0));
  }
  const addedTax = Math.max(0, totals.total.amount - (goods - discount) - totals.shipping.amount);
  const taxes = splitByWeight(addedTax, [...reduced, totals.shipping.amount]);
  return reduced.map((price, index) => price + (taxes[index] ?? 0));
}

/**
 * What comes back for units of an order's lines. Units of a line are counted on from those that came back
 * before, so that one by one they sum to what the whole line cost.
 * @param before units of each line, by position, that have come back already.
 */
export function refundShare(
  totals: ChargedTotals,
  lines: readonly ChargedLine[],
  wanted: readonly LineQuantity[],
  before: ReadonlyMap<number, number> = new Map(),
): Money {
  const paid = paidForLines(totals, lines);
  const amount = lines.reduce((sum, { position, quantity }, index) => {
    const back = wanted.filter((line) => line.position === position);
    const units = back.reduce((count, line) => count + line.quantity, 0);
    const from = before.get(position) ?? 0;
    const share = (count: number) => Math.floor(((paid[index] ?? 0) * Math.min(count, quantity)) / quantity);
    return sum + share(from + units) - share(from);
  }, 0);
  return money(amount, totals.total.currency);
}
