import type { Pool } from 'pg';
import { createBigQueryJobs } from '../../../activities/adapters/bigquery/jobs.js';
import { createPostgresAvailability } from '../../../activities/adapters/catalog/availability.js';
import { createBigQueryCatalog } from '../../../activities/adapters/catalog/bigquery.js';
import { readColumns } from '../../../activities/adapters/catalog/bigquery-table.js';
import type { Catalog } from '../../../activities/ports/index.js';
import type { LocalBigQuery } from '../../support/local-bigquery.js';

const SCHEMA = `id INT64, sku STRING, variant_sku STRING, name STRING, brand STRING, category STRING,
  department STRING, description STRING, retail_price NUMERIC, popularity FLOAT64, created_at TIMESTAMP,
  size STRING, colour STRING, position INT64`;
export const COLUMNS = readColumns({
  variant_sku: 'variant_sku',
  description: 'description',
  popularity: 'popularity',
  created_at: 'created_at',
  size: 'size',
  colour: 'colour',
  position: 'position',
  cost: null,
  distribution_center_id: null,
});

const ROWS = `
  select p.id, p.sku, coalesce(v.sku, p.sku) as variant_sku, p.name, p.brand, p.category, p.department,
         p.description, (p.retail_price / 100.0)::numeric(12, 2)::text as retail_price, p.popularity,
         to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') as created_at, v.size, v.colour, v.position
  from products p left join variants v on v.product_id = p.id order by p.id, v.position`;

/**
 * The BigQuery catalog over a table that is brought up to date with the products of a Postgres database before each
 * question: what the suite changes in Postgres, a merchant would have changed in BigQuery.
 */
export function createMirroredCatalog(pool: Pool, bigquery: LocalBigQuery, dataset: string): Catalog {
  const table = {
    project: bigquery.project,
    dataset,
    table: 'products',
    columns: COLUMNS,
    currency: 'USD' as const,
  };
  const catalog = createBigQueryCatalog(createBigQueryJobs(bigquery.api, { timeoutMs: 60_000 }), {
    table,
    availability: createPostgresAvailability(pool),
  });
  let mirrored = new Map<number, string>();
  let working: Promise<void> = Promise.resolve();

  /** Rows of products that have changed are replaced; one after the other. */
  async function mirror(): Promise<void> {
    const { rows } = await pool.query<{ id: number }>(ROWS);
    const byId = new Map<number, { id: number }[]>();
    for (const row of rows) byId.set(row.id, [...(byId.get(row.id) ?? []), row]);
    const now = new Map([...byId].map(([id, of]) => [id, JSON.stringify(of)]));
    const stale = [...mirrored.keys()].filter((id) => now.get(id) !== mirrored.get(id));
    const fresh = [...byId].flatMap(([id, of]) => (now.get(id) === mirrored.get(id) ? [] : of));
    if (mirrored.size === 0) await bigquery.load(dataset, 'products', SCHEMA, fresh);
    else if (stale.length + fresh.length > 0) {
      const where = stale.length > 0 ? `id in (${stale.join(', ')})` : 'false';
      await bigquery.run(`delete from \`${bigquery.project}.${dataset}.products\` where ${where}`);
      await bigquery.insert(dataset, 'products', fresh);
    }
    mirrored = now;
  }

  const upToDate = () => {
    working = working.then(mirror);
    return working;
  };

  return {
    search: (query) => upToDate().then(() => catalog.search(query)),
    similar: (id, options) => upToDate().then(() => catalog.similar(id, options)),
    alsoBought: (id, options) => upToDate().then(() => catalog.alsoBought(id, options)),
    get: (ids) => upToDate().then(() => catalog.get(ids)),
    vocabulary: () => upToDate().then(() => catalog.vocabulary()),
    version: () => upToDate().then(() => catalog.version()),
  };
}
