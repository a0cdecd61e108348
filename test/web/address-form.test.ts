import { Address, SHIPPING_COUNTRIES } from '../../domain/index.js';
import { script } from './scripts.js';

interface Field {
  name: string;
  required: boolean;
  pattern?: string;
  example?: string;
  options?: [string, string][];
}
const fields = script<{ fieldsFor(country: object): Field[] }>('checkout/address-fields');
const errors = script<{ fieldErrors(problem: object): { field: string; message: string }[] }>(
  'checkout/field-errors',
);

it.each(SHIPPING_COUNTRIES)(
  'asks in $name for what the shop needs, and takes what it takes',
  async (country) => {
    const asked = (await fields).fieldsFor(country);
    const postalCode = asked.find(({ name }) => name === 'postalCode');
    expect(new RegExp(`^(?:${postalCode?.pattern})$`, 'v').test(country.postalCodeExample)).toBe(true);
    const written = asked
      .filter(({ required }) => required)
      .map(({ name, options, example }) => {
        if (name === 'email') return [name, 'ada@example.com'];
        return [name, options?.[0]?.[0] ?? example ?? 'words'];
      });
    const address = { ...Object.fromEntries(written), country: country.code };
    expect(Address.safeParse(address)).toMatchObject({ success: true });
  },
);

it.each([
  [{ pointer: '#/postalCode', detail: 'wrong' }],
  [{ path: ['address', 'postalCode'], message: 'wrong' }],
  [{ path: 'address.postalCode', message: 'wrong' }],
])('finds the field that %j speaks of', async (error) => {
  expect((await errors).fieldErrors({ errors: [error] })).toEqual([
    { field: 'postalCode', message: 'wrong' },
  ]);
});

it('takes a problem without errors for one that no field can show', async () => {
  expect((await errors).fieldErrors({})).toEqual([]);
});
