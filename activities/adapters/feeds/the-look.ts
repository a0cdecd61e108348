import { departmentOf } from './departments.js';
import { type FeedOptions, type FeedRowOrRefusal, field, type RowReader } from './feed.js';
import { imageOf } from './google.js';
import { plainText } from './plain-text.js';
import { readCost, readPrice, readUnits } from './prices.js';
import { colourOf, sizeOf } from './sizes-and-colours.js';
import { skuOf } from './skus.js';

export const THELOOK_COLUMNS = [
  ['id', 'sku'],
  ['name'],
  ['category'],
  ['retail_price'],
  ['department'],
] as const;

/** Reads a line of theLook's `products`: a product with one variant, whose size and colour its name may tell. */
export function theLookRows(options: FeedOptions): RowReader {
  return (record) => {
    const { line } = record;
    const id = field(record, 'id');
    const given = field(record, 'sku') ?? id;
    if (!given) return { line, refused: 'it has neither id nor sku' };
    const refuse = (reason: string): FeedRowOrRefusal => ({ line, sku: given, refused: reason });
    const name = field(record, 'name');
    if (!name) return refuse('it has no name');
    const category = field(record, 'category');
    if (!category) return refuse('it has no category');
    const price = readPrice(field(record, 'retail_price'), options);
    if ('refused' in price) return refuse(price.refused);
    const written = field(record, 'department');
    const department = departmentOf({ gender: written, texts: [] }) ?? options.department;
    if (!department)
      return refuse(`its department “${written ?? ''}” is none of Men, Women, Kids (--department)`);
    const number = id && /^\d{1,10}$/.test(id) ? Number(id) : undefined;
    const brand = field(record, 'brand') ?? 'Unbranded';
    const center = Number(field(record, 'distribution_center_id') ?? 1);
    return {
      line,
      product: {
        sku: skuOf(given),
        id: number && number <= 1_000_000_000 ? number : undefined,
        name,
        brand,
        category,
        department,
        description: plainText(field(record, 'description') ?? ''),
        retailPrice: price.amount,
        cost: readCost(field(record, 'cost'), options),
        currency: options.currency,
        distributionCenterId: Number.isInteger(center) && center > 0 ? center : 1,
        imageUrl: imageOf(field(record, 'image_url')),
      },
      variants: [
        {
          sku: skuOf(given),
          size: sizeOf(field(record, 'size'), name),
          colour: colourOf(field(record, 'colour', 'color'), name, brand),
          stock: readUnits(field(record, 'stock')),
        },
      ],
    };
  };
}
