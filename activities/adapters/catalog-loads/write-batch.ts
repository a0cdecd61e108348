import type { PoolClient } from 'pg';
import type { CatalogProduct, CatalogVariant } from '../../../domain/index.js';
import { PRODUCT_COLUMNS, VARIANT_COLUMNS } from './columns.js';
import { type Cell, copyRows } from './copy-rows.js';
import { type Numbered, numberProducts } from './number-products.js';

/** Of a product whose source does not say. */
const USUAL_WEIGHT_GRAMS = 400;
/** Variants that a later batch adds to a product come after those before. */
const POSITIONS_PER_BATCH = 1_000;

export interface Batch {
  number: number;
  products: readonly CatalogProduct[];
  merging: boolean;
  shopIsEmpty: boolean;
  /** Of new variants whose source names none. */
  assumedStock: number;
}

/** Writes a batch to the tables of the load, within the caller's transaction. */
export async function writeBatch(client: PoolClient, batch: Batch): Promise<void> {
  const products = joinRepeats(batch.products);
  if (products.length === 0) return;
  const numbered = await numberProducts(client, products, batch);
  await copyRows(client, 'loading.products', PRODUCT_COLUMNS, productRows(numbered));

  const silent = products.flatMap(({ variants }) => variants.filter(({ stock }) => stock === undefined));
  const kept = batch.shopIsEmpty ? new Map<string, number>() : await readStock(client, silent);
  await copyRows(client, 'loading.variants', VARIANT_COLUMNS, variantRows(numbered, kept, batch));
  await copyRows(
    client,
    'loading.kept_stock',
    ['sku'],
    [...kept.keys()].map((sku) => [sku]),
  );
}

/** A product named twice in one batch, as a feed with a line for each variant does, is one. */
function joinRepeats(products: readonly CatalogProduct[]): CatalogProduct[] {
  const bySku = new Map<string, CatalogProduct>();
  for (const product of products) {
    const first = bySku.get(product.sku);
    bySku.set(
      product.sku,
      first ? { ...first, variants: [...first.variants, ...product.variants] } : product,
    );
  }
  return [...bySku.values()];
}

function* productRows(numbered: readonly Numbered[]): Generator<Cell[]> {
  const now = new Date();
  for (const { product, id, known, isNew } of numbered) {
    if (!isNew) continue;
    yield [
      id,
      product.sku,
      product.name,
      product.brand,
      product.category,
      product.department,
      product.description,
      product.cost ?? known?.cost,
      product.retailPrice,
      product.currency,
      product.distributionCenterId,
      product.popularity ?? known?.popularity ?? 0,
      product.createdAt ?? known?.createdAt ?? now,
      product.weightGrams ?? known?.weightGrams ?? USUAL_WEIGHT_GRAMS,
      product.imageUrl,
    ];
  }
}

function* variantRows(
  numbered: readonly Numbered[],
  kept: ReadonlyMap<string, number>,
  { number: batchNo, assumedStock }: Batch,
): Generator<Cell[]> {
  for (const { product, id, isNew } of numbered) {
    const before = isNew ? 0 : (batchNo % 1_000_000) * POSITIONS_PER_BATCH;
    for (const [index, { sku, size, colour, stock }] of product.variants.entries()) {
      yield [sku, id, size, colour, before + index + 1, stock ?? kept.get(sku) ?? assumedStock];
    }
  }
}

/** What the shop has of those variants that it knows. */
async function readStock(
  client: PoolClient,
  variants: readonly CatalogVariant[],
): Promise<Map<string, number>> {
  if (variants.length === 0) return new Map();
  const { rows } = await client.query<{ sku: string; stock: number }>({
    name: 'known stock',
    text: 'select sku, stock from variants where sku = any ($1)',
    values: [variants.map(({ sku }) => sku)],
  });
  return new Map(rows.map(({ sku, stock }) => [sku, stock]));
}
