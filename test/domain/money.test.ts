import { formatMoney, money, shareOf, sumMoney, timesQuantity } from '../../domain/index.js';

test('amounts are whole minor units; a fraction is refused', () => {
  expect(() => money(10.5, 'USD')).toThrow();
});

test('currencies do not mix', () => {
  expect(() => sumMoney([money(1, 'USD'), money(1, 'EUR')], 'USD')).toThrow();
});

test('an empty sum is nothing, in the currency asked for', () => {
  expect(sumMoney([], 'GBP')).toEqual({ amount: 0, currency: 'GBP' });
});

test('multiplies, shares and formats without losing a cent', () => {
  expect(timesQuantity(money(1_999, 'USD'), 3)).toEqual(money(5_997, 'USD'));
  expect(shareOf(money(10_000, 'EUR'), 1_900)).toEqual(money(1_900, 'EUR'));
  expect(formatMoney(money(4_990, 'USD'))).toBe('$49.90');
  expect(formatMoney(money(-5, 'GBP'))).toBe('-£0.05');
});
