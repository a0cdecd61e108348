import { Country, money, shippingOptions, weightOf } from '../../domain/index.js';

const prices = (country: Country, amount: number, weightGrams: number, freeShipping = false) =>
  shippingOptions({ country }, { subtotal: money(amount, 'USD'), weightGrams, freeShipping }).map(
    ({ price }) => price.amount,
  );

test('a heavier parcel costs more, from band to band, and by the kilogram beyond the last', () => {
  expect(prices('US', 5_000, 1_000)).toEqual([595, 1_495]);
  expect(prices('US', 5_000, 1_001)).toEqual([795, 1_995]);
  expect(prices('US', 5_000, 10_000)).toEqual([1_295, 2_995]);
  expect(prices('US', 5_000, 10_001)).toEqual([1_395, 3_245]);
  expect(prices('US', 5_000, 12_000)).toEqual([1_495, 3_495]);
});

test('standard shipping is free from $100 on, and express never', () => {
  expect(prices('US', 9_999, 500)).toEqual([595, 1_495]);
  expect(prices('US', 10_000, 500)).toEqual([0, 1_495]);
});

test('a code for free shipping gives the standard way for nothing, whatever it weighs', () => {
  expect(prices('GB', 3_000, 20_000, true)).toEqual([0, 9_995]);
});

test.each(Country.options)('to %s there is a standard way, cheaper than express', (country) => {
  const [standard = 0, express = 0] = prices(country, 5_000, 500);
  expect(standard).toBeGreaterThan(0);
  expect(express).toBeGreaterThan(standard);
});

test('a parcel weighs what its lines weigh together', () => {
  expect(
    weightOf([{ weightGrams: 300, quantity: 2 }, { weightGrams: 50, quantity: 1 }, { quantity: 3 }]),
  ).toBe(650);
});
