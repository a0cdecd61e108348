import type { PoolClient } from 'pg';
import type { CatalogProduct } from '../../../domain/index.js';

/** What the shop knows already of a product that a load brings. */
export interface KnownProduct {
  id: number;
  createdAt: Date;
  popularity: number;
  weightGrams: number;
  cost: number | null;
}

export interface Numbered {
  product: CatalogProduct;
  id: number;
  known: KnownProduct | undefined;
  /** False when an earlier batch of the load wrote it; then it adds its variants alone. */
  isNew: boolean;
}

interface Taken {
  sku: string;
  id: number;
}

/**
 * Gives each product its number: that of its SKU in the load or in the shop; else the one that its source
 * gives it, if it is free; else a fresh one.
 * @param merging the products that the load does not bring keep their numbers, too
 * @param products each SKU once
 */
export async function numberProducts(
  client: PoolClient,
  products: readonly CatalogProduct[],
  { merging, shopIsEmpty }: { merging: boolean; shopIsEmpty: boolean },
): Promise<Numbered[]> {
  const skus = products.map(({ sku }) => sku);
  const ids = products.flatMap(({ id }) => id ?? []);
  const written = await readTaken(client, 'loading.products', skus, ids);
  const inShop = shopIsEmpty ? new Map<string, KnownProduct>() : await readKnown(client, skus);
  const idsOfShop = merging && !shopIsEmpty ? await readTaken(client, 'products', skus, ids) : [];

  const isNew = (sku: string) => !bySku.has(sku);
  const bySku = new Map(written.map(({ sku, id }) => [sku, id]));
  const taken = new Set([...written, ...idsOfShop].map(({ id }) => id));
  const numbers = new Map(bySku);
  const claim = (sku: string, id: number | undefined) => {
    if (id === undefined || numbers.has(sku) || taken.has(id)) return;
    taken.add(id);
    numbers.set(sku, id);
  };
  // Known numbers first, so that no other product of the batch gets one of them.
  for (const [sku, { id }] of inShop) {
    if (merging) numbers.set(sku, id);
    else claim(sku, id);
  }
  for (const { sku, id } of products) claim(sku, id);
  const fresh = await freshNumbers(client, new Set(skus).size - numbers.size);
  return products.map((product) => {
    const id = numbers.get(product.sku) ?? nextOf(fresh);
    return { product, id, known: inShop.get(product.sku), isNew: isNew(product.sku) };
  });
}

async function readTaken(
  client: PoolClient,
  table: 'products' | 'loading.products',
  skus: readonly string[],
  ids: readonly number[],
): Promise<Taken[]> {
  const { rows } = await client.query<Taken>({
    name: `taken ${table}`,
    text: `select sku, id from ${table} where sku = any ($1) union select sku, id from ${table} where id = any ($2)`,
    values: [skus, ids],
  });
  return rows;
}

async function readKnown(client: PoolClient, skus: readonly string[]): Promise<Map<string, KnownProduct>> {
  const { rows } = await client.query<KnownProduct & { sku: string }>({
    name: 'known products',
    text: `select sku, id, created_at as "createdAt", popularity, weight_grams as "weightGrams", cost
           from products where sku = any ($1)`,
    values: [skus],
  });
  return new Map(rows.map(({ sku, ...known }) => [sku, known]));
}

async function freshNumbers(client: PoolClient, count: number): Promise<number[]> {
  if (count === 0) return [];
  const { rows } = await client.query<{ id: number }>(
    `select nextval('product_numbers')::integer as id from generate_series(1, $1)`,
    [count],
  );
  return rows.map(({ id }) => id).reverse();
}

function nextOf(fresh: number[]): number {
  const id = fresh.pop();
  if (id === undefined)
    throw new Error('The shop ran out of fresh product numbers; this is a mistake of ours.');
  return id;
}
