import { z } from 'zod';
import { categoryOf } from './categories.js';
import { departmentOf } from './departments.js';
import type { FeedOptions, FeedRowOrRefusal } from './feed.js';
import { imageOf } from './google.js';
import type { JsonLine } from './ndjson-records.js';
import { plainText } from './plain-text.js';
import { readCost, readPrice } from './prices.js';
import { colourOf, sizeOf } from './sizes-and-colours.js';
import { skuOf } from './skus.js';

const Id = z.union([z.string().trim().min(1), z.number()]).transform(String);
const Amount = z.union([z.string(), z.number()]).transform(String);
const Units = z.number().int().min(0);
const Words = z.string().trim().min(1);
const Variant = z.object({
  sku: Id.optional(),
  size: z.union([Words, z.number()]).transform(String).nullish(),
  colour: Words.nullish(),
  color: Words.nullish(),
  stock: Units.nullish(),
});

/** A line of our NDJSON: amounts in the major unit, as 49.9 or "49.90 EUR". */
const Line = Variant.extend({
  id: Id.optional(),
  name: Words,
  brand: Words.nullish(),
  category: Words.nullish(),
  department: Words.nullish(),
  description: z.string().nullish(),
  retail_price: Amount.optional(),
  price: Amount.optional(),
  currency: z.string().nullish(),
  cost: Amount.nullish(),
  distribution_center_id: z.number().int().positive().nullish(),
  popularity: z.number().min(0).max(1).nullish(),
  created_at: z.iso.datetime({ offset: true }).or(z.iso.date()).nullish(),
  weight_grams: z.number().int().positive().nullish(),
  image_url: z.string().nullish(),
  variants: z.array(Variant).min(1).nullish(),
}).refine(({ sku, id }) => sku !== undefined || id !== undefined, { error: 'it has neither sku nor id' });
type Line = z.infer<typeof Line>;

/** Reads a line of NDJSON: a product, with its `variants` or with the size, colour and stock of its only one. */
export function readProductLine(json: JsonLine, options: FeedOptions): FeedRowOrRefusal {
  const { line } = json;
  if ('refused' in json) return json;
  const read = Line.safeParse(json.value);
  if (!read.success) {
    const [issue] = read.error.issues;
    return { line, refused: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'not a product'}` };
  }
  const given = read.data.sku ?? read.data.id ?? '';
  const refuse = (reason: string): FeedRowOrRefusal => ({ line, sku: given, refused: reason });
  const { name, department: written, currency } = read.data;
  const amount = read.data.retail_price ?? read.data.price;
  const price = readPrice(amount && currency ? `${amount} ${currency}` : amount, options);
  if ('refused' in price) return refuse(price.refused);
  const department = departmentOf({ gender: written ?? undefined, texts: [name] }) ?? options.department;
  if (!department) return refuse('its department is none of Men, Women, Kids (--department)');
  return {
    line,
    product: {
      sku: skuOf(given),
      id: numberOf(read.data),
      name,
      brand: read.data.brand ?? 'Unbranded',
      category: categoryOf([read.data.category ?? undefined], name, department),
      department,
      description: plainText(read.data.description ?? ''),
      retailPrice: price.amount,
      cost: readCost(read.data.cost ?? undefined, options),
      currency: options.currency,
      distributionCenterId: read.data.distribution_center_id ?? 1,
      popularity: read.data.popularity ?? undefined,
      createdAt: read.data.created_at ? new Date(read.data.created_at) : undefined,
      weightGrams: read.data.weight_grams ?? undefined,
      imageUrl: imageOf(read.data.image_url ?? undefined),
    },
    variants: variantsOf(read.data, given),
  };
}

function numberOf({ id }: Line): number | undefined {
  return id && /^[1-9]\d{0,9}$/.test(id) && Number(id) <= 1_000_000_000 ? Number(id) : undefined;
}

function variantsOf({ variants, ...line }: Line, given: string) {
  const brand = line.brand ?? 'Unbranded';
  const rows = variants ?? [{ ...line, sku: given }];
  return rows.map(({ sku, size, colour, color, stock }) => ({
    sku: skuOf(sku ?? [given, colour ?? color, size].filter(Boolean).join('-')),
    size: sizeOf(size ?? undefined, line.name),
    colour: colourOf(colour ?? color ?? undefined, line.name, brand),
    stock: stock ?? undefined,
  }));
}
