import { setTimeout as sleep } from 'node:timers/promises';
import type { Pool } from 'pg';
import { createPostgresCatalogLoads } from '../../activities/adapters/catalog-loads/postgres.js';
import { type CatalogLoads, LoadUnderWay, type PublishedLoad } from '../../activities/ports/index.js';
import type { Currency } from '../../domain/index.js';
import { type DemoProduct, generateProducts } from './generator.js';

export const DEFAULT_DEMO_PRODUCTS = 5_000;
export const DEFAULT_DEMO_SEED = 20_261;
export const MOST_DEMO_PRODUCTS = 1_000_000;

export interface DemoOptions {
  /** How many products to make; default 5,000. */
  products?: number;
  /** The same seed gives the same catalog. */
  seed?: number;
  /** Currency of all prices; default USD. */
  currency?: Currency;
  /** Called after each batch. */
  onProgress?: (done: number, total: number) => void;
  /** Called with what is done once all products are written. */
  onStep?: (step: string) => void;
}

export interface SeedOutcome {
  /** False when the catalog already had products and was left alone. */
  seeded: boolean;
  /** How many products there are now. */
  products: number;
}

const BATCH = 1_000;
const PAUSE_MS = 250;

/** Fills an empty catalog with the demo products; of two seeding at once the second finds the work done. */
export async function seedDemoCatalog(pool: Pool, options: DemoOptions = {}): Promise<SeedOutcome> {
  const loads = createPostgresCatalogLoads(pool);
  for (;;) {
    const existing = await countProducts(pool);
    if (existing > 0) return { seeded: false, products: existing };
    try {
      const { products } = await loadDemoCatalog(loads, options);
      return { seeded: true, products };
    } catch (error) {
      if (!(error instanceof LoadUnderWay)) throw error;
      await sleep(PAUSE_MS);
    }
  }
}

/** Puts the demo products in the place of whatever the catalog has. @throws LoadUnderWay */
export async function loadDemoCatalog(
  loads: CatalogLoads,
  options: DemoOptions = {},
): Promise<PublishedLoad> {
  const {
    products: total = DEFAULT_DEMO_PRODUCTS,
    seed = DEFAULT_DEMO_SEED,
    currency = 'USD',
    onProgress,
    onStep,
  } = options;
  const loadId = await loads.begin(`demo of ${total} products, seed ${seed}`);
  try {
    let done = 0;
    for (const batch of batchesOf(generateProducts(total, seed))) {
      const priced = batch.map((product) => ({ ...product, currency }));
      await loads.write(loadId, done / BATCH, priced);
      done += batch.length;
      onProgress?.(done, total);
    }
    return await loads.publish(loadId, onStep);
  } catch (error) {
    await loads.discard(loadId).catch(() => undefined);
    throw error;
  }
}

function* batchesOf(products: Iterable<DemoProduct>): Generator<DemoProduct[]> {
  let batch: DemoProduct[] = [];
  for (const product of products) {
    batch.push(product);
    if (batch.length < BATCH) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** How many products are on sale. */
export async function countProducts(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::integer as count from products where listed',
  );
  return rows[0]?.count ?? 0;
}
