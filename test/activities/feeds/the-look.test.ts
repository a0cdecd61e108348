import { read, table } from './reading.js';

const COLUMNS = [
  'id',
  'cost',
  'category',
  'name',
  'brand',
  'retail_price',
  'department',
  'sku',
  'distribution_center_id',
];
const line = (changes: Record<string, string>) => {
  const usual: Record<string, string> = {
    id: '13842',
    cost: '2.51875',
    category: 'Accessories',
    name: 'Low Profile Cotton Cap - Navy',
    brand: 'Marsh & Mill',
    retail_price: '6.25',
    department: 'Women',
    sku: 'EBD58B8A3F1D72F4206201DA62FB1204',
    distribution_center_id: '1',
  };
  return COLUMNS.map((name) => changes[name] ?? usual[name] ?? '');
};

describe('a CSV of theLook’s products', () => {
  it('keeps their numbers, and reads size and colour out of names', async () => {
    const { format, products, refused } = await read(
      table(
        ',',
        COLUMNS,
        line({}),
        line({
          id: '7',
          sku: 'B',
          name: "Men's Slim Jeans 32x30",
          department: 'Men',
          category: 'Jeans',
          retail_price: '49.990001678466797',
        }),
      ),
    );
    expect({ format, refused }).toEqual({ format: 'thelook', refused: [] });
    expect(products).toMatchObject([
      {
        id: 13_842,
        cost: 252,
        category: 'Accessories',
        brand: 'Marsh & Mill',
        retailPrice: 625,
        department: 'Women',
        distributionCenterId: 1,
        variants: [
          { sku: 'EBD58B8A3F1D72F4206201DA62FB1204', size: 'One Size', colour: 'blue', stock: undefined },
        ],
      },
      { id: 7, retailPrice: 4_999, variants: [{ size: '32', colour: 'as shown' }] },
    ]);
  });

  it('refuses what has no name, price or known department, and a product that comes twice', async () => {
    const { products, refused } = await read(
      table(
        ',',
        COLUMNS,
        line({ id: '1', sku: 'A' }),
        line({ id: '2', sku: 'B', name: '' }),
        line({ id: '3', sku: 'C', retail_price: 'nan' }),
        line({ id: '4', sku: 'D', department: 'Pets' }),
        line({ id: '5', sku: 'A' }),
        line({ id: '6', sku: 'F' }).slice(0, 5),
      ),
    );
    expect(products.map(({ id }) => id)).toEqual([1]);
    expect(refused).toEqual([
      '3 B: it has no name',
      '4 C: “nan” is not a price',
      '5 D: its department “Pets” is none of Men, Women, Kids (--department)',
      '6 A: this product came before',
      '7 : it has 5 fields, and the first line 9',
    ]);
  });

  it('says which column is missing', async () => {
    const without = COLUMNS.filter((name) => name !== 'name');
    await expect(read(table(',', without, without))).rejects.toThrow(
      'lacks a column that it needs: “name”. It has: id, cost',
    );
  });
});
