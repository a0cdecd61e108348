import { script } from './scripts.js';

interface Format {
  formatMoney(value: { amount: number; currency: string }): string;
  formatCountdown(milliseconds: number): string;
  formatDays(days: { min: number; max: number }): string;
  variantLabel(variant: { size: string; colour: string }): string;
  addressLines(address: Record<string, string>, countryName?: string): string[];
}
const format = script<Format>('format');
const ages = script<{ formatAge(iso: string, now: number): string }>('support/format-age');

it.each([
  [{ amount: 4990, currency: 'USD' }, '$49.90'],
  [{ amount: 0, currency: 'EUR' }, '€0.00'],
  [{ amount: 123_456_789, currency: 'GBP' }, '£1,234,567.89'],
])('writes %j as %s', async (value, text) => {
  expect((await format).formatMoney(value)).toBe(text);
});

it.each([
  [730_000, '12:10'],
  [59_001, '1:00'],
  [9_000, '0:09'],
  [3_723_000, '1:02:03'],
  [-5, '0:00'],
])('counts %i ms down as %s', async (left, text) => {
  expect((await format).formatCountdown(left)).toBe(text);
});

it('speaks of working days, one or many', async () => {
  const { formatDays } = await format;
  expect(formatDays({ min: 3, max: 5 })).toBe('3 to 5 working days');
  expect(formatDays({ min: 1, max: 1 })).toBe('1 working day');
});

it('says how long ago something was', async () => {
  const { formatAge } = await ages;
  const now = Date.parse('2026-11-23T12:00:00Z');
  expect(formatAge('2026-11-23T11:59:50Z', now)).toBe('just now');
  expect(formatAge('2026-11-23T11:55:00Z', now)).toBe('5 minutes ago');
  expect(formatAge('2026-11-21T12:00:00Z', now)).toBe('2 days ago');
});

it('leaves the size out where there is just one', async () => {
  const { variantLabel } = await format;
  expect(variantLabel({ size: 'One Size', colour: 'red' })).toBe('red');
  expect(variantLabel({ size: '32', colour: 'blue' })).toBe('blue, size 32');
});

it('writes an address as it stands on a parcel where it goes', async () => {
  const { addressLines } = await format;
  const address = { name: 'Ada', line1: '12 Way', city: 'Berlin', postalCode: '10115', country: 'DE' };
  expect(addressLines(address, 'Germany')).toEqual(['Ada', '12 Way', '10115 Berlin', 'Germany']);
});
