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
  sku: z.string(),
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
  const { id, sku, name, brand, category, department, description, price } = first;
  return {
    id: id as ProductId,
    sku,
    name,
    brand,
    category,
    department,
    description,
    price: money(price, currency),
    variants: items.map(({ variant_sku, size, colour }) => ({
      sku: variant_sku as Sku,
      size,
      colour: colour ?? 'as shown',
      available: available(variant_sku),
    })),
  };
}

export function skusOf(products: readonly (readonly Item[])[]): string[] {
  return products.flatMap((items) => items.map((item) => item.variant_sku));
}

function byPosition(a: Item, b: Item): number {
  return a.position - b.position || (a.variant_sku < b.variant_sku ? -1 : 1);
}
