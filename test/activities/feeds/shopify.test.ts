import { read, table } from './reading.js';

const COLUMNS = [
  'Handle',
  'Title',
  'Body (HTML)',
  'Vendor',
  'Type',
  'Tags',
  'Published',
  'Option1 Name',
  'Option1 Value',
  'Option2 Name',
  'Option2 Value',
  'Variant SKU',
  'Variant Grams',
  'Variant Inventory Tracker',
  'Variant Inventory Qty',
  'Variant Inventory Policy',
  'Variant Price',
  'Image Src',
  'Status',
];
const row = (changes: Record<string, string>) => COLUMNS.map((name) => `"${changes[name] ?? ''}"`);
const first = (changes: Record<string, string> = {}) =>
  row({
    Handle: 'linen-dress',
    Title: 'Linen Dress',
    'Body (HTML)': '<p>Light, ""airy"".</p>\n<p>Made of linen.</p>',
    Vendor: 'Oakhurst',
    Type: 'Dresses',
    Tags: 'summer, women',
    Published: 'true',
    'Option1 Name': 'Size',
    'Option1 Value': 'S',
    'Option2 Name': 'Color',
    'Option2 Value': 'Sage',
    'Variant SKU': 'LD-S',
    'Variant Grams': '320',
    'Variant Inventory Tracker': 'shopify',
    'Variant Inventory Qty': '4',
    'Variant Price': '59.00',
    'Image Src': 'https://cdn.example/linen.jpg',
    ...changes,
  });
const next = (changes: Record<string, string>) =>
  row({
    Handle: 'linen-dress',
    'Variant Inventory Tracker': 'shopify',
    'Variant Price': '59.00',
    ...changes,
  });
const file = (...rows: string[][]) => table(',', COLUMNS, ...rows);

describe('a Shopify product CSV', () => {
  it('makes one product of the lines of a handle', async () => {
    const { format, products, refused } = await read(
      file(
        first(),
        next({ 'Option1 Value': 'M', 'Option2 Value': 'Sage', 'Variant Inventory Qty': '-2' }),
        next({ 'Variant Price': '', 'Image Src': 'https://cdn.example/2.jpg' }),
        next({
          'Option1 Value': 'L',
          'Option2 Value': 'Rust',
          'Variant SKU': 'LD-L',
          'Variant Inventory Qty': '1',
        }),
      ),
    );
    expect({ format, refused }).toEqual({ format: 'shopify', refused: [] });
    expect(products).toMatchObject([
      {
        sku: 'linen-dress',
        name: 'Linen Dress',
        description: 'Light, "airy". Made of linen.',
        brand: 'Oakhurst',
        category: 'Dresses',
        department: 'Women',
        retailPrice: 5_900,
        weightGrams: 320,
        imageUrl: 'https://cdn.example/linen.jpg',
        variants: [
          { sku: 'LD-S', size: 'S', colour: 'green', stock: 4 },
          { sku: 'linen-dress-M-Sage', size: 'M', colour: 'green', stock: 0 },
          { sku: 'LD-L', size: 'L', colour: 'orange', stock: 1 },
        ],
      },
    ]);
  });

  it('takes what is not counted, or sold beyond zero, for in stock', async () => {
    const uncounted = first({ 'Variant Inventory Tracker': '', 'Variant Inventory Qty': '' });
    const beyond = first({
      Handle: 'b',
      'Variant SKU': 'B',
      'Variant Inventory Policy': 'continue',
      'Variant Inventory Qty': '0',
    });
    const { products } = await read(file(uncounted, beyond), { unitsInStock: 6 });
    expect(products.map(({ variants }) => variants[0]?.stock)).toEqual([6, 6]);
  });

  it('has one size where there is nothing to choose', async () => {
    const scarf = first({
      Title: "Men's Scarf",
      Type: '',
      Tags: '',
      'Option1 Name': 'Title',
      'Option1 Value': 'Default Title',
      'Option2 Name': '',
      'Option2 Value': '',
    });
    const { products } = await read(file(scarf));
    expect(products).toMatchObject([
      { department: 'Men', category: 'Accessories', variants: [{ size: 'One Size', colour: 'as shown' }] },
    ]);
  });

  it('leaves out drafts, and lines whose product is not there', async () => {
    const { products, refused } = await read(
      file(
        first({ Status: 'draft' }),
        row({ Handle: 'lost', 'Variant Price': '5.00' }),
        first({ Handle: 'kept', 'Variant SKU': 'K' }),
      ),
    );
    expect(products.map(({ sku }) => sku)).toEqual(['kept']);
    expect(refused).toEqual([
      '2 linen-dress: it is not published in the shop it comes from',
      '4 lost: it does not follow a line of its handle that has a title',
    ]);
  });
});
