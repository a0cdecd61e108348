import { read, table } from './reading.js';

const COLUMNS = [
  'id',
  'title',
  'description',
  'price',
  'availability',
  'brand',
  'google product category',
  'product type',
  'gender',
  'age group',
  'color',
  'size',
  'item group id',
  'image link',
];
const line = (changes: Partial<Record<string, string>>) => {
  const usual: Record<string, string> = {
    id: 'A1',
    title: 'Slim Shirt',
    description: 'A <b>shirt</b> &amp; more',
    price: '19.90 USD',
    availability: 'in stock',
    brand: 'Quillfield',
    'google product category': 'Apparel & Accessories > Clothing > Shirts & Tops',
    gender: 'male',
    color: 'Navy/White',
    size: 'Medium',
    'image link': 'https://pictures.example/a1.jpg',
  };
  return COLUMNS.map((name) => changes[name] ?? usual[name] ?? '');
};
const feed = (...lines: Partial<Record<string, string>>[]) => table('\t', COLUMNS, ...lines.map(line));

describe('a Google feed in columns', () => {
  it('becomes products with our sizes, colours, departments and categories', async () => {
    const { format, products, refused } = await read(feed({}));
    expect({ format, refused }).toEqual({ format: 'google-text', refused: [] });
    expect(products).toMatchObject([
      {
        sku: 'A1',
        name: 'Slim Shirt',
        description: 'A shirt & more',
        retailPrice: 1_990,
        currency: 'USD',
        brand: 'Quillfield',
        category: 'Tops & Tees',
        department: 'Men',
        imageUrl: 'https://pictures.example/a1.jpg',
        variants: [{ sku: 'A1', size: 'M', colour: 'blue', stock: 10 }],
      },
    ]);
  });

  it('joins the lines of one group, and splits what costs another price', async () => {
    const { products } = await read(
      feed(
        { id: 'S', 'item group id': 'G', size: 'S' },
        { id: 'L', 'item group id': 'G', size: 'L' },
        { id: 'XXL', 'item group id': 'G', size: '2XL', price: '22.00 USD' },
        { id: 'B' },
        { id: 'XL', 'item group id': 'G', size: 'XL', price: '22.00 USD' },
        { id: 'M', 'item group id': 'G', size: 'M' },
      ),
    );
    const seen = products.map(({ sku, retailPrice, variants }) => [
      sku,
      retailPrice,
      variants.map(({ size }) => size).join(),
    ]);
    expect(seen).toEqual([
      ['G', 1_990, 'S,L'],
      ['G-at-2200', 2_200, 'XXL'],
      ['B', 1_990, 'M'],
      ['G-at-2200', 2_200, 'XL'],
      ['G', 1_990, 'M'],
    ]);
  });

  it('takes the stock from a figure, or from what it says of availability', async () => {
    const stock = async (availability: string, options = {}) =>
      (await read(feed({ availability }), options)).products[0]?.variants[0]?.stock;
    expect(await stock('in_stock', { unitsInStock: 3 })).toBe(3);
    expect(await stock('out of stock')).toBe(0);
    expect(await stock('preorder')).toBe(0);
    const counted = table('\t', [...COLUMNS, 'quantity'], [...line({}), '7']);
    expect((await read(counted)).products[0]?.variants[0]?.stock).toBe(7);
  });

  it('puts children’s things with the kids, whatever their gender', async () => {
    const { products } = await read(
      feed({ gender: 'female', 'age group': 'toddler' }, { id: 'B', gender: '', title: "Girls' Dress" }),
    );
    expect(products.map(({ department }) => department)).toEqual(['Kids', 'Kids']);
  });

  it('refuses lines that cannot be sold, tells why, and takes the others', async () => {
    const { products, refused } = await read(
      feed(
        { id: '' },
        { id: 'N', price: 'NaN' },
        { id: 'M', price: '-5.00 USD' },
        { id: 'Z', price: '0 USD' },
        { id: 'E', price: '' },
        { id: 'C', price: '10.00 EUR' },
        { id: 'X', price: '10.00 XXX' },
        { id: 'U', gender: 'unisex' },
        { id: 'T', title: '' },
        { id: 'OK' },
        { id: 'OK' },
      ),
    );
    expect(products.map(({ sku }) => sku)).toEqual(['OK']);
    expect(refused).toEqual([
      '2 : it has no id',
      '3 N: “NaN” is not a price',
      '4 M: its price is negative',
      '5 Z: its price is zero',
      '6 E: there is no price',
      '7 C: its price is in EUR, and the shop sells in USD',
      expect.stringContaining('8 X: “XXX” is not a currency that the shop can sell in (USD, EUR'),
      '9 U: neither gender, age_group, type nor title says who wears it (--department)',
      '10 T: it has no title',
      '12 OK: this SKU came before',
    ]);
    const helped = await read(feed({ gender: 'unisex' }), { department: 'Women' });
    expect(helped.products).toMatchObject([{ department: 'Women' }]);
  });

  it('keeps a category that is none of ours, and ids that are no SKUs as good as they go', async () => {
    const { products } = await read(
      feed(
        { id: 'ab 1/2 é', 'product type': 'Home > Candles', 'google product category': '' },
        { id: 'ab 1/2 è' },
      ),
    );
    expect(products[0]).toMatchObject({
      category: 'Candles',
      sku: expect.stringMatching(/^ab-1-2-e-[0-9a-f]{8}$/),
    });
    expect(products[1]?.sku).not.toBe(products[0]?.sku);
  });
});

describe('a Google feed in XML', () => {
  const rss = (...items: string[]) =>
    `<?xml version="1.0" encoding="UTF-8"?>\n<rss xmlns:g="http://base.google.com/ns/1.0" version="2.0"><channel><title>Shop</title>\n${items.join('\n')}\n</channel></rss>`;
  const item = (extra = '', id = 'X1') => `<item>
    <g:id>${id}</g:id><title><![CDATA[Tailored & Lined Coat]]></title><description>Wool &amp; silk</description>
    <g:price>129.00 USD</g:price><g:gender>female</g:gender><g:color>Camel</g:color><g:size>L</g:size>
    <g:product_type>Women &gt; Coats</g:product_type><g:availability>in_stock</g:availability>
    <g:shipping><g:country>US</g:country><g:price>4.99 USD</g:price></g:shipping>${extra}</item>`;

  it('becomes products; what is deeper in an item is not its own', async () => {
    const { format, products, refused } = await read(rss(item('<g:brand>Fennimore</g:brand>')));
    expect({ format, refused }).toEqual({ format: 'google-xml', refused: [] });
    expect(products).toMatchObject([
      {
        sku: 'X1',
        name: 'Tailored & Lined Coat',
        brand: 'Fennimore',
        retailPrice: 12_900,
        category: 'Outerwear & Coats',
        department: 'Women',
        description: 'Wool & silk',
        variants: [{ size: 'L', colour: 'beige', stock: 10 }],
      },
    ]);
  });

  it('may be Atom', async () => {
    const atom = `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:g="http://base.google.com/ns/1.0"><entry><g:id>E</g:id><title>Belt</title><link href="https://shop.example/e"/><g:price>9 USD</g:price><g:gender>male</g:gender></entry></feed>`;
    expect((await read(atom)).products).toMatchObject([{ sku: 'E', category: 'Accessories' }]);
  });

  it('names the line of an item that it refuses', async () => {
    const { products, refused } = await read(rss(item(), item('', 'X2').replace('129.00', 'cheap')));
    expect(products).toHaveLength(1);
    expect(refused).toEqual(['8 X2: “cheap USD” is not a price']);
  });

  it('says so when it breaks off, is no feed, or is in another encoding', async () => {
    const whole = rss(item(), item('', 'X2'));
    await expect(read(whole.slice(0, whole.length - 60))).rejects.toThrow(
      /broken or breaks off, after 1 items/,
    );
    await expect(read('<html><body>Not found</body></html>')).rejects.toThrow('neither RSS nor Atom');
    await expect(read(whole.replace('UTF-8', 'ISO-8859-1'))).rejects.toThrow(
      'it is in ISO-8859-1; convert it',
    );
  });

  it('expands no entities of its own', async () => {
    const bomb = `<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>${rss(item()).slice(39).replace('Wool', '&b;')}`;
    await expect(read(bomb)).rejects.toThrow('undefined entity');
  });
});
