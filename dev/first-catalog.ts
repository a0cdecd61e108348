import type { Pool } from 'pg';
import { countProducts, type DemoOptions, seedDemoCatalog } from './demo-catalog/index.js';
import { seedDemoPromotions } from './demo-promotions.js';
import type { Settings } from './settings.js';

/**
 * Gives a shop without products the demo, and codes to try it with; not where products come from BigQuery: there the
 * first copy fills the shop, and nothing made up is on sale until then. Returns what the shop has, for the log.
 */
export async function stockFirstCatalog(
  pool: Pool,
  { CATALOG }: Pick<Settings, 'CATALOG'>,
  options: DemoOptions = {},
): Promise<string> {
  if (CATALOG === 'bigquery') {
    const products = await countProducts(pool);
    return products > 0
      ? `${products} products; what changes in BigQuery is copied by the clock`
      : 'no products until the first copy from BigQuery is done; the Temporal UI shows it as catalogSync';
  }
  const { seeded, products } = await seedDemoCatalog(pool, options);
  // Not beside a catalog of the merchant's own.
  if (seeded) await seedDemoPromotions(pool);
  return `${products} products${seeded ? ', made just now for the demo' : ''}`;
}
