import { z } from 'zod';
import { Sku } from './ids.js';
import { Currency } from './money.js';
import { Department, VariantColour } from './product.js';

/** Minor units that fit the shop's books, whose amounts are 32-bit integers. */
const Amount = z.number().int().max(2_147_483_647, 'the amount is too large');
const Text = (longest: number) => z.string().trim().max(longest);
const Named = (longest: number) => Text(longest).min(1);

/** One size and colour of a product, as a source of products describes it. */
export const CatalogVariant = z.object({
  sku: Sku,
  size: Named(20).describe('canonical: XS…XXL, a number, or "One Size"'),
  colour: VariantColour,
  /**
   * Units on hand. Absent where the source does not say: a variant that the shop knows keeps what it
   * has, any other starts with what the load assumes.
   */
  stock: z.number().int().min(0).max(1_000_000_000).optional(),
});
export type CatalogVariant = z.infer<typeof CatalogVariant>;

/** A product as every source of products hands it to a catalog load: a feed, the demo, BigQuery. */
export const CatalogProduct = z.object({
  /** The merchant's own id of the product; by it a product is known again in the next load. */
  sku: Sku,
  /** The source's own number for it, kept where no other product of the shop has it; absent: the shop numbers it. */
  id: z.number().int().min(1).max(2_000_000_000).optional(),
  name: Named(300),
  brand: Named(80),
  category: Named(60).describe("one of theLook's 26, or the merchant's own word"),
  department: Department,
  description: Text(10_000).default(''),
  retailPrice: Amount.positive('a price must be above zero').describe('minor units'),
  cost: Amount.nonnegative().optional().describe('minor units; absent: unknown'),
  currency: Currency,
  distributionCenterId: z.number().int().min(1).max(2_147_483_647).default(1),
  popularity: z.number().min(0).max(1).optional().describe('a mild prior for ranking; absent: none'),
  createdAt: z
    .date()
    .optional()
    .describe('when it came into the assortment; absent: now, or what the shop knows'),
  weightGrams: z.number().int().min(1).max(1_000_000).optional().describe('of one unit, packed'),
  /** A picture of the merchant's own; without one the shop draws it. */
  imageUrl: z
    .url({ protocol: /^https$/ })
    .max(2_000)
    .optional(),
  /** In the order in which they are shown. */
  variants: z.array(CatalogVariant).min(1).max(500),
});
export type CatalogProduct = z.infer<typeof CatalogProduct>;
