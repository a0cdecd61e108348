import { z } from 'zod';
import {
  BaseColour,
  type Currency,
  Department,
  money,
  type Product,
  type ProductId,
  type Sku,
} from '../../../domain/index.js';

/** One variant with what is known of its product, as `itemJsonSql` writes it. */
const Item = z.object({
  id: z.number().int(),
  variant_sku: z.string(),
  name: z.string(),
  brand: z.string(),
  category: z.string(),
  department: Department,
  description: z.string(),
  price: z.number().int(),
  size: z.string(),
  colour: BaseColour.nullable(),
  position: z.number().int(),
});
type Item = z.infer<typeof Item>;

/** A product's variant of which no source says the colour. */
export const UNNAMED_COLOUR: BaseColour = 'grey';

/** Reads the JSON texts of offers into products, in the order in which these come first. */
export function readItems(texts: readonly string[]): Item[][] {
  const byId = new Map<number, Item[]>();
  for (const text of texts) {
    const item = Item.parse(JSON.parse(text));
    const known = byId.get(item.id);
    if (known) known.push(item);
    else byId.set(item.id, [item]);
  }
  return [...byId.values()].map((items) => items.toSorted(byPosition));
}

/** The product that its offers make; what can be promised of each is looked up by its SKU. */
export function toProduct(
  items: readonly Item[],
  currency: Currency,
  available: (sku: string) => number,
): Product {
  const [first] = items;
  if (!first) throw new Error('A product has at least one offer.');
  const { id, name, brand, category, department, description, price } = first;
  return {
    id: id as ProductId,
    name,
    brand,
    category,
    department,
    description,
    price: money(price, currency),
    variants: items.map(({ variant_sku: sku, size, colour }) => ({
      sku: sku as Sku,
      size,
      colour: colour ?? UNNAMED_COLOUR,
      available: available(sku),
    })),
  };
}

export function skusOf(products: readonly (readonly Item[])[]): string[] {
  return products.flatMap((items) => items.map((item) => item.variant_sku));
}

function byPosition(a: Item, b: Item): number {
  return a.position - b.position || (a.variant_sku < b.variant_sku ? -1 : 1);
}
