import type { Pool, PoolClient } from 'pg';
import type { Currency } from '../../domain/index.js';
import { type DemoProduct, generateProducts } from './generator.js';

export const DEFAULT_DEMO_PRODUCTS = 5_000;
export const DEFAULT_DEMO_SEED = 20_261;

export interface SeedOptions {
  /** How many products to make; default 5,000. */
  products?: number;
  /** The same seed gives the same catalog. */
  seed?: number;
  /** Currency of all prices; default USD. */
  currency?: Currency;
  /** Called after each batch. */
  onProgress?: (done: number, total: number) => void;
}

export interface SeedOutcome {
  /** False when the catalog already had products and was left alone. */
  seeded: boolean;
  /** How many products there are now. */
  products: number;
}

const BATCH = 500;
/** Any number does, as long as every process that seeds takes the same one. */
const SEED_LOCK = 7_305_001;

/**
 * Fills an empty catalog with the demo products, in one transaction: a killed seed leaves nothing
 * behind, and of two seeding at once the second finds the work done.
 */
export async function seedDemoCatalog(pool: Pool, options: SeedOptions = {}): Promise<SeedOutcome> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    // Losing the last moments of a demo seed costs a second run; waiting for the disk costs seconds.
    await client.query('set local synchronous_commit = off');
    await client.query('select pg_advisory_xact_lock($1)', [SEED_LOCK]);
    const existing = await countProducts(client);
    if (existing === 0) await insertAll(client, options);
    await client.query('commit');
    if (existing > 0) return { seeded: false, products: existing };
    await client.query('analyze products, variants');
    return { seeded: true, products: options.products ?? DEFAULT_DEMO_PRODUCTS };
  } catch (error) {
    await client.query('rollback').catch(() => undefined);
    throw error;
  } finally {
    client.release();
  }
}

async function insertAll(client: PoolClient, options: SeedOptions): Promise<void> {
  const total = options.products ?? DEFAULT_DEMO_PRODUCTS;
  let batch: DemoProduct[] = [];
  let done = 0;
  for (const product of generateProducts(total, options.seed ?? DEFAULT_DEMO_SEED)) {
    batch.push(product);
    if (batch.length < BATCH && done + batch.length < total) continue;
    await insertProducts(client, batch, options.currency ?? 'USD');
    await insertVariants(client, batch);
    done += batch.length;
    batch = [];
    options.onProgress?.(done, total);
  }
  await client.query('select refresh_catalog_words()');
  await client.query('update catalog_state set version = version + 1');
}

/** One statement a batch: all rows travel as one JSON parameter. */
async function insertProducts(
  client: PoolClient,
  batch: readonly DemoProduct[],
  currency: Currency,
): Promise<void> {
  await client.query(
    `insert into products (id, sku, name, brand, category, department, description, cost, retail_price,
                           distribution_center_id, popularity, created_at, weight_grams, currency)
     select r.id, r.sku, r.name, r.brand, r.category, r.department, r.description, r.cost, r."retailPrice",
            r."distributionCenterId", r.popularity, r."createdAt", r."weightGrams", $2
     from json_to_recordset($1) as r (
       id integer, sku text, name text, brand text, category text, department text, description text,
       cost integer, "retailPrice" integer, "distributionCenterId" integer, popularity real,
       "createdAt" timestamptz, "weightGrams" integer)`,
    [JSON.stringify(batch.map(({ variants: _elsewhere, ...columns }) => columns)), currency],
  );
}

async function insertVariants(client: PoolClient, batch: readonly DemoProduct[]): Promise<void> {
  const rows = batch.flatMap(({ id, variants }) =>
    variants.map((variant) => ({ productId: id, ...variant })),
  );
  await client.query(
    `insert into variants (sku, product_id, size, colour, position, stock)
     select r.sku, r."productId", r.size, r.colour, r.position, r.stock
     from json_to_recordset($1) as r (
       sku text, "productId" integer, size text, colour text, position integer, stock integer)`,
    [JSON.stringify(rows)],
  );
}

async function countProducts(client: PoolClient): Promise<number> {
  const { rows } = await client.query<{ count: string }>('select count(*) from products');
  return Number(rows[0]?.count ?? 0);
}
