import { createTableTax } from '../../../activities/adapters/tax/table.js';
import type { TaxRequest } from '../../../activities/ports/index.js';
import { type Address, money, type Sku, type TaxClass } from '../../../domain/index.js';

const usd = (amount: number) => money(amount, 'USD');
const to = (country: Address['country'], region?: string): Address => ({
  name: 'Ada',
  email: 'ada@example.com',
  line1: '1 Main St',
  city: 'Town',
  region,
  postalCode: '00000',
  country,
});
const line = (sku: string, amount: number, taxClass?: TaxClass, quantity = 1) => ({
  sku: sku as Sku,
  quantity,
  amount: usd(amount),
  taxClass,
});
const ask = (request: Partial<TaxRequest>, includedIn: Address['country'][] = []) =>
  createTableTax({ includedIn }).calculate(
    { address: to('US', 'CA'), lines: [], shipping: usd(0), ...request },
    'key',
  );

test('tax is rounded half up, once, on goods and shipping together, and shared out', async () => {
  const quote = await ask({ lines: [line('a', 5_000), line('b', 2_680)], shipping: usd(595) });
  expect(quote).toMatchObject({ amount: usd(600), included: false });
  const parts = [...quote.lines.map(({ amount }) => amount.amount), quote.shipping.amount];
  expect(parts.reduce((sum, part) => sum + part, 0)).toBe(600);
  // 7.25 % of 2.00 is 14.5 cents.
  expect((await ask({ lines: [line('a', 200)] })).amount).toEqual(usd(15));
});

test('prices that contain the tax are taken apart, and stay as they are', async () => {
  const quote = await ask({ address: to('DE'), lines: [line('a', 11_900)] }, ['DE']);
  expect(quote).toMatchObject({ amount: usd(1_900), included: true });
  expect(await ask({ address: to('DE'), lines: [line('a', 10_000)] }, ['GB'])).toMatchObject({
    amount: usd(1_900),
    included: false,
  });
});

test.each<[Address['country'], string | undefined, TaxClass, number, number]>([
  ['US', 'OR', 'clothing', 10_000, 0],
  ['US', 'ny', 'clothing', 10_999, 0],
  ['US', 'NY', 'clothing', 11_000, 440],
  ['US', 'PA', 'clothing', 90_000, 0],
  ['US', 'PA', 'general', 10_000, 600],
  ['CA', 'ON', 'clothing', 10_000, 1_300],
  ['CA', 'ON', 'childrens_clothing', 10_000, 500],
  ['GB', undefined, 'clothing', 10_000, 2_000],
  ['GB', undefined, 'childrens_clothing', 10_000, 0],
  ['IE', undefined, 'general', 10_000, 2_300],
  ['AU', 'NSW', 'general', 10_000, 1_000],
])('in %s %s, %s of %i bears %i', async (country, region, taxClass, amount, tax) => {
  const quote = await ask({ address: to(country, region), lines: [line('a', amount, taxClass)] });
  expect(quote.amount).toEqual(usd(tax));
});

test('the threshold for clothes goes by the piece, not by the line', async () => {
  const quote = await ask({ address: to('US', 'NY'), lines: [line('a', 20_000, 'clothing', 2)] });
  expect(quote.amount).toEqual(usd(0));
});
