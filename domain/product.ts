import { z } from 'zod';
import { ProductId, Sku } from './ids.js';
import { Money } from './money.js';
import { bySize } from './size-order.js';

export const Department = z.enum(['Men', 'Women', 'Kids']);
export type Department = z.infer<typeof Department>;

/** The twelve base colours; every merchant shade maps to one of them. */
export const BaseColour = z.enum([
  'black',
  'white',
  'grey',
  'blue',
  'green',
  'red',
  'pink',
  'purple',
  'yellow',
  'orange',
  'brown',
  'beige',
]);
export type BaseColour = z.infer<typeof BaseColour>;

/**
 * What a variant is said to come in. `as shown` where its source names no colour: such a variant is never a match
 * for a colour that somebody asks for.
 */
export const VariantColour = z.enum([...BaseColour.options, 'as shown']);
export type VariantColour = z.infer<typeof VariantColour>;

/** One product in one size and one colour; what is put in a cart. */
export const Variant = z.object({
  sku: Sku,
  size: z.string().describe('canonical: XS…XXL, a number, or "One Size"'),
  colour: VariantColour,
  available: z.number().int().nonnegative().describe('units on hand less units on hold'),
});
export type Variant = z.infer<typeof Variant>;

export const Product = z.object({
  id: ProductId,
  sku: z.string().describe("the merchant's own number of the product; what is put in a cart is a variant"),
  name: z.string(),
  brand: z.string(),
  category: z.string(),
  department: Department,
  price: Money,
  description: z.string(),
  variants: z.array(Variant),
});
export type Product = z.infer<typeof Product>;

/** Sizes for which any variant of the product is available, from small to large. */
export function availableSizes(product: Product, colour?: BaseColour): string[] {
  const wanted = product.variants.filter((v) => v.available > 0 && (!colour || v.colour === colour));
  return [...new Set(wanted.map((v) => v.size))].sort(bySize);
}

/** Whether a variant is in one of the colours that are asked for. */
export function comesIn(colour: VariantColour, asked: readonly BaseColour[]): boolean {
  return asked.some((each) => each === colour);
}

/** The picture of a product in one of its colours. */
export function productImageUrl(id: ProductId, colour?: VariantColour): string {
  const said = colour && colour !== 'as shown';
  return `/v1/products/${id}/image.svg${said ? `?colour=${colour}` : ''}`;
}
