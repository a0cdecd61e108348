import type { Tax, TaxRequest } from '../../../activities/ports/index.js';
import { type Address, money, type Sku } from '../../../domain/index.js';

const usd = (amount: number) => money(amount, 'USD');

export const address = (change: Partial<Address> = {}): Address => ({
  name: 'Ada',
  email: 'ada@example.com',
  line1: '1 Main St',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
  ...change,
});
export const berlin = address({ city: 'Berlin', region: undefined, postalCode: '10115', country: 'DE' });

export const line = (sku: string, amount: number, quantity = 1) => ({
  sku: sku as Sku,
  quantity,
  amount: usd(amount),
});

export const request = (change: Partial<TaxRequest> = {}): TaxRequest => ({
  address: address(),
  lines: [line('B-2', 4_999, 2), line('A-1', 1_001)],
  shipping: usd(595),
  ...change,
});

let lastKey = 0;
export const newKey = () => `contract:tax:${process.pid}:${++lastKey}`;

/** What every tax service promises. @param make a service for which prices contain the tax in these countries. */
export function taxContract(name: string, make: (includedIn: Address['country'][]) => Promise<Tax>): void {
  describe(name, () => {
    test('names every line in the order asked, and the parts add up to the whole', async () => {
      const tax = await make([]);
      const quote = await tax.calculate(request(), newKey());
      expect(quote.lines.map(({ sku }) => sku)).toEqual(['B-2', 'A-1']);
      const parts = [...quote.lines.map(({ amount }) => amount.amount), quote.shipping.amount];
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(quote.amount.amount);
      expect(quote).toMatchObject({ included: false, amount: { currency: 'USD' } });
      expect(quote.amount.amount).toBeGreaterThan(0);
    });

    test('takes no more lines apart than there are, and no fewer', async () => {
      const tax = await make([]);
      const lines = Array.from({ length: 50 }, (_, index) => line(`S-${index}`, 100 + index));
      const quote = await tax.calculate(request({ lines }), newKey());
      expect(quote.lines).toHaveLength(50);
      expect(quote.lines.map(({ sku }) => sku)).toEqual(lines.map(({ sku }) => sku));
    });

    test('where prices contain the tax it is told, and not added', async () => {
      const tax = await make(['DE']);
      const quote = await tax.calculate(
        request({ address: berlin, lines: [line('A-1', 11_900)], shipping: usd(0) }),
        newKey(),
      );
      expect(quote).toMatchObject({ included: true, amount: usd(1_900) });
    });

    test('where nothing is levied the tax is nothing', async () => {
      const tax = await make([]);
      const portland = address({ city: 'Portland', region: 'OR', postalCode: '97201' });
      expect((await tax.calculate(request({ address: portland }), newKey())).amount).toEqual(usd(0));
    });

    test('the same calculation asked for twice is the same', async () => {
      const tax = await make([]);
      const key = newKey();
      expect(await tax.calculate(request(), key)).toEqual(await tax.calculate(request(), key));
    });
  });
}
