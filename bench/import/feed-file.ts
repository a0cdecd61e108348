import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type DemoProduct, generateProducts } from '../../dev/demo-catalog/index.js';

export const FORMATS = ['thelook', 'google-text', 'ndjson'] as const;
export type Format = (typeof FORMATS)[number];

/** Writes a feed of so many lines, of made-up products: a line is a product, in its first variant. */
export async function writeFeed(file: string, format: Format, rows: number): Promise<void> {
  await pipeline(Readable.from(linesOf(format, rows)), createWriteStream(file));
}

function* linesOf(format: Format, rows: number): Generator<string> {
  if (format !== 'ndjson') yield `${HEADERS[format]}\n`;
  for (const product of generateProducts(rows, 1)) yield `${lineOf(format, product)}\n`;
}

const HEADERS = {
  thelook: 'id,cost,category,name,brand,retail_price,department,sku,distribution_center_id',
  'google-text': [
    'id',
    'title',
    'description',
    'price',
    'availability',
    'brand',
    'product_type',
    'gender',
    'age_group',
    'color',
    'size',
  ].join('\t'),
};

function lineOf(format: Format, product: DemoProduct): string {
  const { id, sku, name, brand, category, department, description, variants } = product;
  const [variant] = variants;
  const price = (product.retailPrice / 100).toFixed(2);
  const colour = variant?.colour ?? '';
  const size = variant?.size ?? '';
  if (format === 'thelook') {
    const title = `"${name} - ${colour}, ${size}"`;
    return [id, product.cost / 100, `"${category}"`, title, `"${brand}"`, price, department, sku, 1].join(
      ',',
    );
  }
  if (format === 'google-text') {
    const gender = department === 'Men' ? 'male' : 'female';
    const age = department === 'Kids' ? 'kids' : 'adult';
    return [
      sku,
      name,
      description,
      `${price} USD`,
      'in_stock',
      brand,
      category,
      gender,
      age,
      colour,
      size,
    ].join('\t');
  }
  return JSON.stringify({
    id,
    sku,
    name,
    brand,
    category,
    department,
    description,
    retail_price: price,
    size,
    colour,
    stock: 5,
  });
}
