import { categoryOf } from './categories.js';
import { departmentOf } from './departments.js';
import { type FeedOptions, type FeedRecord, type FeedRowOrRefusal, field, type RowReader } from './feed.js';
import { plainText } from './plain-text.js';
import { readCost, readPrice, readUnits } from './prices.js';
import { colourOf, sizeOf } from './sizes-and-colours.js';
import { skuOf } from './skus.js';

/** Each group is needed in one of its spellings. */
export const GOOGLE_COLUMNS = [['id'], ['title'], ['price']] as const;

const DEFAULT_UNITS = 10;

/**
 * Reads a line of a Google Merchant Center feed: one variant; those of one `item_group_id` are a product.
 * @param options see `FeedOptions`
 */
export function googleRows(options: FeedOptions): RowReader {
  return (record) => {
    const { line } = record;
    const id = field(record, 'id');
    if (!id) return { line, refused: 'it has no id' };
    const refuse = (reason: string): FeedRowOrRefusal => ({ line, sku: id, refused: reason });
    const name = field(record, 'title');
    if (!name) return refuse('it has no title');
    const price = readPrice(priceNow(record), options);
    if ('refused' in price) return refuse(price.refused);
    const type = field(record, 'product_type');
    const google = field(record, 'google_product_category');
    const department =
      departmentOf({
        gender: field(record, 'gender'),
        ageGroup: field(record, 'age_group'),
        texts: [type, google, name],
      }) ?? options.department;
    if (!department)
      return refuse('neither gender, age_group, type nor title says who wears it (--department)');
    const brand = field(record, 'brand') ?? 'Unbranded';
    const sku = skuOf(id);
    return {
      line,
      product: {
        sku: skuOf(field(record, 'item_group_id') ?? id),
        name,
        brand,
        category: categoryOf([type, google], name, department),
        department,
        description: plainText(field(record, 'description') ?? ''),
        retailPrice: price.amount,
        cost: readCost(field(record, 'cost_of_goods_sold'), options),
        currency: options.currency,
        distributionCenterId: 1,
        weightGrams: gramsOf(field(record, 'shipping_weight', 'product_weight')),
        imageUrl: imageOf(field(record, 'image_link')),
      },
      variants: [
        {
          sku,
          size: sizeOf(field(record, 'size'), name),
          colour: colourOf(field(record, 'color', 'colour'), name, brand),
          stock: unitsOf(record, options.unitsInStock ?? DEFAULT_UNITS),
        },
      ],
    };
  };
}

/** A sale price counts while its time runs, or where it names none. */
function priceNow(record: FeedRecord): string | undefined {
  const sale = field(record, 'sale_price');
  const [from, until] = (field(record, 'sale_price_effective_date') ?? '').split('/').map(Date.parse);
  const runs = !(from && from > Date.now()) && !(until && until < Date.now());
  return sale && runs ? sale : field(record, 'price');
}

/** Google asks for availability; a figure is an addition that some feeds make. */
function unitsOf(record: FeedRecord, unitsInStock: number): number | undefined {
  const figure = readUnits(field(record, 'quantity', 'sell_on_google_quantity', 'inventory'));
  const availability = field(record, 'availability')?.toLowerCase().replace(/\s+/g, '_');
  if (availability && !/^in_?stock$/.test(availability)) return 0;
  return figure ?? (availability ? unitsInStock : undefined);
}

const GRAMS: Readonly<Record<string, number>> = { g: 1, kg: 1_000, lb: 453.592, lbs: 453.592, oz: 28.3495 };

/** `0.5 kg` is 500. */
export function gramsOf(text: string | undefined): number | undefined {
  const [, figure, unit = 'g'] =
    /^(\d{1,7}(?:\.\d{1,6})?)\s*(kg|g|lbs?|oz)?$/i.exec(text?.trim() ?? '') ?? [];
  const grams = Math.round(Number(figure) * (GRAMS[unit.toLowerCase()] ?? Number.NaN));
  return grams >= 1 && grams <= 1_000_000 ? grams : undefined;
}

/** Pictures come over TLS or not at all. */
export function imageOf(text: string | undefined): string | undefined {
  if (!text || text.length > 2_000 || !URL.canParse(text)) return undefined;
  return new URL(text).protocol === 'https:' ? text : undefined;
}
