import { read } from './reading.js';

const product = {
  sku: 'N1',
  name: 'Ribbed Sweater',
  brand: 'Ostler',
  category: 'Jumpers',
  department: 'women',
  retail_price: 79.5,
  variants: [
    { sku: 'N1-S', size: 'small', colour: 'Burgundy', stock: 2 },
    { size: 'XL', color: 'cream' },
  ],
};
const lines = (...values: unknown[]) =>
  values.map((value) => (typeof value === 'string' ? value : JSON.stringify(value))).join('\n');

describe('NDJSON', () => {
  it('has a product on each line, with variants or with one', async () => {
    const { format, products, refused } = await read(
      lines(product, {
        id: 9,
        name: 'Cap',
        department: 'Men',
        price: '12.00 USD',
        size: 'One Size',
        stock: 3,
        created_at: '2026-05-01',
      }),
    );
    expect({ format, refused }).toEqual({ format: 'ndjson', refused: [] });
    expect(products).toMatchObject([
      {
        sku: 'N1',
        category: 'Sweaters',
        department: 'Women',
        retailPrice: 7_950,
        variants: [
          { sku: 'N1-S', size: 'S', colour: 'red', stock: 2 },
          { sku: 'N1-cream-XL', size: 'XL', colour: 'beige', stock: undefined },
        ],
      },
      { id: 9, sku: '9', retailPrice: 1_200, category: 'Accessories', createdAt: new Date('2026-05-01') },
    ]);
  });

  it('refuses lines that are not JSON or not a product, and takes the others', async () => {
    const { products, refused } = await read(
      lines(
        '{"sku": "broken',
        { ...product, name: undefined },
        { ...product, retail_price: -1 },
        '[]',
        { name: 'Nobody', price: 1 },
        product,
        { ...product, variants: [] },
      ),
    );
    expect(products).toHaveLength(1);
    expect(refused).toEqual([
      '1 : it is not JSON, or breaks off',
      expect.stringMatching(/^2 : name: /),
      '3 N1: its price is negative',
      expect.stringMatching(/^4 : /),
      expect.stringMatching(/^5 : .*neither sku nor id/),
      expect.stringMatching(/^7 : variants: /),
    ]);
  });

  it('reads amounts without decimals in a currency that has none', async () => {
    const { products, refused } = await read(
      lines({ ...product, retail_price: 1200 }, { ...product, sku: 'N2', retail_price: 12.5 }),
      { currency: 'JPY' },
    );
    expect(products).toMatchObject([{ retailPrice: 1_200, currency: 'JPY' }]);
    expect(refused).toEqual(['2 N2: “12.5” has more decimals than JPY has']);
  });

  it('asks for one object a line', async () => {
    await expect(read('[{"sku": 1}]')).rejects.toThrow('write one object a line');
    await expect(read(`{"sku": "${'x'.repeat(1_100_000)}`)).rejects.toThrow(
      'longer than a million characters',
    );
  });
});
