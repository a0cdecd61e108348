import fc from 'fast-check';
import { money, paidForLines, refundShare, splitByWeight, sumMoney } from '../../domain/index.js';

const line = (position: number, price: number, quantity: number) => ({
  position,
  quantity,
  lineTotal: money(price * quantity, 'USD'),
});

/** Orders of all kinds: discounted or not, taxed or not, shipped for money or for nothing. */
const orders = fc
  .record({
    lines: fc.array(
      fc.record({ price: fc.integer({ min: 1, max: 50_000 }), quantity: fc.integer({ min: 1, max: 20 }) }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
    shipping: fc.integer({ min: 0, max: 3_000 }),
    discountPercent: fc.integer({ min: 0, max: 100 }),
    tax: fc.integer({ min: 0, max: 100_000 }),
  })
  .map(({ lines, shipping, discountPercent, tax }) => {
    const charged = lines.map(({ price, quantity }, position) => line(position, price, quantity));
    const subtotal = sumMoney(
      charged.map(({ lineTotal }) => lineTotal),
      'USD',
    );
    const discount = Math.floor((subtotal.amount * discountPercent) / 100);
    const total = subtotal.amount - discount + shipping + tax;
    const usd = (amount: number) => money(amount, 'USD');
    return {
      lines: charged,
      totals: { subtotal, shipping: usd(shipping), discount: usd(discount), total: usd(total) },
    };
  });

test('shares sum to what was split, to the unit', () => {
  fc.assert(
    fc.property(
      fc.nat(10_000_000),
      fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 12 }),
      (amount, weights) => {
        const shares = splitByWeight(amount, weights);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
        expect(Math.min(...shares)).toBeGreaterThanOrEqual(0);
      },
    ),
  );
});

test('the largest remainder gets what is left over', () => {
  expect(splitByWeight(100, [1, 1, 1])).toEqual([34, 33, 33]);
  expect(splitByWeight(10, [1, 2, 4])).toEqual([1, 3, 6]);
});

test('units that come back one by one, in any order of lines, bring what the lines cost, and never more than was paid', () => {
  fc.assert(
    fc.property(orders, ({ lines, totals }) => {
      const before = new Map<number, number>();
      let back = 0;
      for (const { position, quantity } of lines) {
        for (let unit = 0; unit < quantity; unit++) {
          back += refundShare(totals, lines, [{ position, quantity: 1 }], before).amount;
          before.set(position, unit + 1);
        }
      }
      expect(back).toBe(paidForLines(totals, lines).reduce((sum, paid) => sum + paid, 0));
      expect(back).toBeLessThanOrEqual(totals.total.amount);
    }),
    { numRuns: 60 },
  );
});

test('discount and tax come back in proportion, shipping does not', () => {
  const lines = [line(0, 6_000, 1), line(1, 2_000, 2)];
  const usd = (amount: number) => money(amount, 'USD');
  const totals = { subtotal: usd(10_000), discount: usd(1_000), shipping: usd(1_000), total: usd(11_000) };
  // 10,000 of goods less 1,000, 1,000 of shipping, and 1,000 of tax on these 10,000.
  expect(paidForLines(totals, lines)).toEqual([5_940, 3_960]);
  expect(refundShare(totals, lines, [{ position: 1, quantity: 1 }])).toEqual(usd(1_980));
});

test('where prices held their tax already, none is added', () => {
  const usd = (amount: number) => money(amount, 'USD');
  const totals = { subtotal: usd(3_000), shipping: usd(500), total: usd(3_500) };
  expect(paidForLines(totals, [line(0, 3_000, 1)])).toEqual([3_000]);
});

test('shares that the lines carry themselves count', () => {
  const usd = (amount: number) => money(amount, 'USD');
  // Only the second line is taxed, and the whole discount is on the first.
  const lines = [
    { ...line(0, 5_000, 1), discount: usd(1_000), tax: usd(0) },
    { ...line(1, 5_000, 1), tax: usd(500) },
  ];
  const totals = { subtotal: usd(10_000), discount: usd(1_000), shipping: usd(500), total: usd(10_000) };
  expect(paidForLines({ ...totals, taxIncluded: false }, lines)).toEqual([4_000, 5_500]);
  expect(paidForLines({ ...totals, total: usd(9_500), taxIncluded: true }, lines)).toEqual([4_000, 5_000]);
});
