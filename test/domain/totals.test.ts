import fc from 'fast-check';
import {
  allocate,
  charge,
  computeTotals,
  LEAST_GOODS,
  type Money,
  money,
  type Promotion,
  type ShippingOption,
  type Sku,
  type TaxQuote,
  taxOn,
} from '../../domain/index.js';

const usd = (amount: number) => money(amount, 'USD');
const standard = (price: number): ShippingOption => ({
  id: 'standard',
  label: 'Standard',
  price: usd(price),
  days: { min: 1, max: 2 },
});

const lines = fc
  .array(
    fc.record({
      unitPrice: fc.integer({ min: 1, max: 500_000 }).map(usd),
      quantity: fc.integer({ min: 1, max: 20 }),
    }),
    { maxLength: 50 },
  )
  .map((unnamed) => unnamed.map((line, index) => ({ ...line, sku: `sku-${index}` })));
const promotions = fc.option(
  fc.oneof(
    fc.integer({ min: 1, max: 10_000 }).map((basisPoints) => ({ kind: 'percent' as const, basisPoints })),
    fc.integer({ min: 1, max: 1_000_000 }).map((amount) => ({ kind: 'fixed' as const, amount: usd(amount) })),
    fc.constant({ kind: 'free_shipping' as const }),
  ),
  { nil: undefined },
);
const carts = fc
  .record({ lines, benefit: promotions, shipping: fc.integer({ min: 0, max: 10_000 }) })
  .map(({ benefit, shipping, ...rest }) => ({
    ...rest,
    promotion: benefit && ({ code: 'TRY', benefit } satisfies Promotion),
    shipping: standard(shipping),
  }));

/** Tax on everything at one rate, shared out as a tax service does. */
function taxOf(cart: Parameters<typeof charge>[0], basisPoints: number, included: boolean): TaxQuote {
  const charged = charge(cart);
  const bases = [
    ...charged.lines.map(
      ({ unitPrice, quantity, discount }) => unitPrice.amount * quantity - (discount?.amount ?? 0),
    ),
    charged.totals.shipping.amount,
  ];
  const amount = taxOn(usd(bases.reduce((sum, base) => sum + base, 0)), basisPoints, included);
  const shares = allocate(amount.amount, bases).map(usd);
  return {
    amount,
    included,
    lines: charged.lines.map(({ sku = '' }, index) => ({ sku: sku as Sku, amount: shares[index] as Money })),
    shipping: shares.at(-1) as Money,
  };
}
const rates = fc.integer({ min: 0, max: 3_000 });
const amountOf = (value: Money | undefined) => value?.amount ?? 0;

test('the parts add up to the total, to the cent, with tax on top or within', () => {
  fc.assert(
    fc.property(carts, rates, fc.boolean(), (cart, rate, included) => {
      const tax = taxOf({ ...cart, currency: 'USD' }, rate, included);
      const { subtotal, discount, shipping, total, ...totals } = computeTotals(cart.lines, 'USD', {
        ...cart,
        tax,
      });
      const net = subtotal.amount - amountOf(discount) + shipping.amount;
      expect(total.amount).toBe(included ? net : net + totals.tax.amount);
      expect(totals.taxIncluded).toBe(included);
    }),
  );
});

test("the lines' shares add up to the discount and to the tax on goods, and none is more than its line", () => {
  fc.assert(
    fc.property(carts, rates, fc.boolean(), (cart, rate, included) => {
      const tax = taxOf({ ...cart, currency: 'USD' }, rate, included);
      const charged = charge({ ...cart, currency: 'USD', tax });
      const sumOf = (part: 'discount' | 'tax') =>
        charged.lines.reduce((sum, line) => sum + amountOf(line[part]), 0);
      expect(sumOf('discount')).toBe(amountOf(charged.totals.discount));
      expect(sumOf('tax') + tax.shipping.amount).toBe(charged.totals.tax.amount);
      for (const { discount, unitPrice, quantity } of charged.lines)
        expect(amountOf(discount)).toBeLessThanOrEqual(unitPrice.amount * quantity);
    }),
  );
});

test('nothing is ever negative, and a code leaves something to pay', () => {
  fc.assert(
    fc.property(carts, (cart) => {
      const totals = computeTotals(cart.lines, 'USD', cart);
      const amounts = [totals.subtotal, totals.discount, totals.shipping, totals.tax, totals.total].map(
        amountOf,
      );
      expect(amounts.every((amount) => Number.isSafeInteger(amount) && amount >= 0)).toBe(true);
      const goods = totals.subtotal.amount - amountOf(totals.discount);
      expect(goods).toBeGreaterThanOrEqual(Math.min(totals.subtotal.amount, LEAST_GOODS));
    }),
  );
});

test('the order of the lines does not matter', () => {
  fc.assert(
    fc.property(carts, fc.integer(), (cart, seed) => {
      const shuffled = [...cart.lines].sort((a, b) => (hash(a.sku, seed) < hash(b.sku, seed) ? -1 : 1));
      const one = charge({ ...cart, currency: 'USD' });
      const other = charge({ ...cart, lines: shuffled, currency: 'USD' });
      expect(other.totals).toEqual(one.totals);
      const bySku = (a: { sku: string }, b: { sku: string }) => (a.sku < b.sku ? -1 : 1);
      expect(other.lines.toSorted(bySku)).toEqual(one.lines.toSorted(bySku));
    }),
  );
});

test('a share is never more than one unit away from its exact part', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 10_000_000 }),
      fc.array(fc.integer({ min: 0, max: 10_000_000 }), { minLength: 1, maxLength: 50 }),
      (amount, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        fc.pre(total > 0);
        const shares = allocate(amount, weights);
        expect(shares.reduce((sum, share) => sum + share, 0)).toBe(amount);
        shares.forEach((share, index) => {
          expect(Math.abs(share - (amount * (weights[index] ?? 0)) / total)).toBeLessThan(1);
        });
      },
    ),
  );
});

test('currencies never mix: lines, shipping, discount and tax of another one are refused', () => {
  const line = { unitPrice: usd(5_000), quantity: 1 };
  const eur = (amount: number) => money(amount, 'EUR');
  const promotion: Promotion = { code: 'TENOFF', benefit: { kind: 'fixed', amount: eur(1_000) } };
  const tax: TaxQuote = { amount: eur(100), included: false, lines: [], shipping: eur(0) };
  expect(() => computeTotals([line, { unitPrice: eur(1), quantity: 1 }], 'USD')).toThrow();
  expect(() => computeTotals([line], 'USD', { shipping: { ...standard(0), price: eur(100) } })).toThrow();
  expect(() => computeTotals([line], 'USD', { promotion })).toThrow();
  expect(() => computeTotals([line], 'USD', { tax })).toThrow();
  expect(() => computeTotals([line], 'USD', { tax: { ...tax, included: true } })).toThrow();
});

test('before it is known where it goes there is neither shipping nor tax', () => {
  expect(computeTotals([{ unitPrice: usd(100), quantity: 3 }], 'USD')).toEqual({
    subtotal: usd(300),
    shipping: usd(0),
    tax: usd(0),
    total: usd(300),
  });
});

test('ten percent of three lines of 3.33 is a dollar, and whose cent is whose is settled', () => {
  const three = ['a', 'b', 'c'].map((sku) => ({ sku, unitPrice: usd(333), quantity: 1 }));
  const { lines: charged, totals } = charge({
    lines: three,
    currency: 'USD',
    promotion: { code: 'TEN', benefit: { kind: 'percent', basisPoints: 1_000 } },
  });
  expect(totals).toMatchObject({ discount: usd(100), total: usd(899) });
  expect(charged.map(({ discount }) => discount?.amount)).toEqual([34, 33, 33]);
});

function hash(text: string, seed: number): number {
  return [...text].reduce((sum, letter) => Math.imul(sum ^ (letter.codePointAt(0) ?? 0), 16_777_619), seed);
}
