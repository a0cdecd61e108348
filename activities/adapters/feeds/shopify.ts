import { categoryOf } from './categories.js';
import { departmentOf } from './departments.js';
import { type FeedOptions, type FeedRecord, type FeedRowOrRefusal, field, type RowReader } from './feed.js';
import { gramsOf, imageOf } from './google.js';
import { plainText } from './plain-text.js';
import { readCost, readPrice, readUnits } from './prices.js';
import { colourOf, sizeOf } from './sizes-and-colours.js';
import { skuOf } from './skus.js';

export const SHOPIFY_COLUMNS = [['handle'], ['title'], ['variant_price']] as const;

const DEFAULT_UNITS = 10;
const OPTIONS = ['option1', 'option2', 'option3'] as const;

/**
 * Reads a line of a Shopify product CSV: one variant. What belongs to the product stands on the first line of its
 * handle alone; the lines after it have the handle and the variant, and some no more than another picture.
 */
export function shopifyRows(options: FeedOptions): RowReader {
  let first: FeedRecord | undefined;
  return (record) => {
    const { line } = record;
    const handle = field(record, 'handle');
    if (!handle) return { line, refused: 'it has no handle' };
    const isFirst = field(record, 'title') !== undefined;
    if (isFirst) first = record;
    if (!first || field(first, 'handle') !== handle) {
      return { line, sku: handle, refused: 'it does not follow a line of its handle that has a title' };
    }
    if (
      !isFirst &&
      field(record, 'variant_price') === undefined &&
      field(record, 'option1_value') === undefined
    ) {
      return undefined; // one more picture
    }
    return readVariant(record, first, handle, options);
  };
}

function readVariant(
  record: FeedRecord,
  first: FeedRecord,
  handle: string,
  options: FeedOptions,
): FeedRowOrRefusal {
  const { line } = record;
  const refuse = (reason: string): FeedRowOrRefusal => ({ line, sku: handle, refused: reason });
  if (
    /^(?:draft|archived)$/i.test(field(first, 'status') ?? '') ||
    /^false$/i.test(field(first, 'published') ?? '')
  ) {
    return refuse('it is not published in the shop it comes from');
  }
  const price = readPrice(field(record, 'variant_price'), options);
  if ('refused' in price) return refuse(price.refused);
  const product = productOf(first, handle, price.amount, options);
  if (!product) return refuse('neither gender, type, tags nor title says who wears it (--department)');
  const chosen = OPTIONS.map((name) => ({
    // The names of the options stand on the first line, too.
    name: field(record, `${name}_name`) ?? field(first, `${name}_name`),
    value: field(record, `${name}_value`),
  })).filter(({ value }) => value !== undefined && value !== 'Default Title');
  const of = (names: RegExp) => chosen.find(({ name }) => name && names.test(name))?.value;
  return {
    line,
    product: {
      ...product,
      cost: readCost(field(record, 'cost_per_item'), options),
      weightGrams: gramsOf(field(record, 'variant_grams')),
    },
    variants: [
      {
        sku: skuOf(field(record, 'variant_sku') ?? [handle, ...chosen.map(({ value }) => value)].join('-')),
        size: sizeOf(of(/size|waist|grösse|größe|taille/i), product.name),
        colour: colourOf(of(/colou?r|shade|farbe|couleur/i), product.name, product.brand),
        stock: unitsOf(record, options),
      },
    ],
  };
}

function productOf(first: FeedRecord, handle: string, price: number, options: FeedOptions) {
  const name = field(first, 'title') ?? handle;
  const type = field(first, 'type', 'custom_product_type');
  const standard = field(first, 'product_category', 'google_shopping_/_google_product_category');
  const tags = field(first, 'tags');
  const department =
    departmentOf({
      gender: field(first, 'google_shopping_/_gender', 'gender'),
      ageGroup: field(first, 'google_shopping_/_age_group', 'age_group'),
      texts: [type, standard, name, tags, handle.replaceAll('-', ' ')],
    }) ?? options.department;
  if (!department) return undefined;
  return {
    sku: skuOf(handle),
    name,
    brand: field(first, 'vendor') ?? 'Unbranded',
    category: categoryOf([type, standard], name, department),
    department,
    description: plainText(field(first, 'body_(html)', 'body_html', 'body') ?? ''),
    retailPrice: price,
    currency: options.currency,
    distributionCenterId: 1,
    imageUrl: imageOf(field(first, 'image_src')),
  };
}

/** What Shopify does not count, or sells beyond zero, is in stock. */
function unitsOf(record: FeedRecord, { unitsInStock = DEFAULT_UNITS }: FeedOptions): number | undefined {
  const units = readUnits(field(record, 'variant_inventory_qty'));
  const sellsBeyond = /^continue$/i.test(field(record, 'variant_inventory_policy') ?? '');
  const isCounted = field(record, 'variant_inventory_tracker') !== undefined;
  if ('variant_inventory_tracker' in record.fields && !isCounted) return unitsInStock;
  return sellsBeyond ? Math.max(units ?? 0, unitsInStock) : units;
}
