import fc from 'fast-check';
import { type Address, computeTotals, money, shippingOptions, sumMoney } from '../../domain/index.js';

const usd = (amount: number) => money(amount, 'USD');
const in_ = (country: Address['country'], region?: string): Address => ({
  name: 'Ada',
  email: 'ada@example.com',
  line1: '1 Main St',
  city: 'Town',
  region,
  postalCode: '00000',
  country,
});

const lines = fc.array(
  fc.record({
    unitPrice: fc.integer({ min: 1, max: 500_000 }).map(usd),
    quantity: fc.integer({ min: 1, max: 20 }),
  }),
  { maxLength: 50 },
);
const addresses = fc.constantFrom(in_('US', 'CA'), in_('US', 'OR'), in_('GB'), in_('DE'), in_('ES'));

test('the parts always add up to the total, to the cent', () => {
  fc.assert(
    fc.property(lines, addresses, fc.boolean(), (cart, address, express) => {
      const { subtotal } = computeTotals(cart, 'USD');
      const option = shippingOptions(address, subtotal)[express ? 1 : 0];
      const totals = computeTotals(cart, 'USD', option, address);
      expect(sumMoney([totals.subtotal, totals.shipping, totals.tax], 'USD')).toEqual(totals.total);
      expect(totals.subtotal.amount).toBe(
        cart.reduce((sum, line) => sum + line.unitPrice.amount * line.quantity, 0),
      );
      expect(Object.values(totals).every(({ amount }) => Number.isInteger(amount) && amount >= 0)).toBe(true);
    }),
  );
});

test('tax is rounded half up, once, on goods and shipping together', () => {
  const option = shippingOptions(in_('US', 'CA'), usd(7_680))[0];
  const totals = computeTotals([{ unitPrice: usd(3_840), quantity: 2 }], 'USD', option, in_('US', 'CA'));
  expect(totals).toEqual({ subtotal: usd(7_680), shipping: usd(595), tax: usd(600), total: usd(8_875) });
  // 7.25 % of 2.00 is 14.5 cents.
  expect(
    computeTotals([{ unitPrice: usd(200), quantity: 1 }], 'USD', undefined, in_('US', 'CA')).tax,
  ).toEqual(usd(15));
});

test('nothing is taxed or shipped before it is known where it goes', () => {
  expect(computeTotals([{ unitPrice: usd(100), quantity: 3 }], 'USD')).toEqual({
    subtotal: usd(300),
    shipping: usd(0),
    tax: usd(0),
    total: usd(300),
  });
});

test('standard shipping is free from $100 on, and express never', () => {
  const prices = (subtotal: number) =>
    shippingOptions(in_('US', 'CA'), usd(subtotal)).map(({ price }) => price.amount);
  expect(prices(9_999)).toEqual([595, 1_495]);
  expect(prices(10_000)).toEqual([0, 1_495]);
});
