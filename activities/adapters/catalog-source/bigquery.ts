import { createHash } from 'node:crypto';
import { z } from 'zod';
import { CatalogProduct } from '../../../domain/index.js';
import { type CatalogSource, ReadingGone, type SourcePage, SourceUnusable } from '../../ports/index.js';
import { BigQueryFailure } from '../bigquery/failure.js';
import type { BigQueryJobs } from '../bigquery/jobs.js';
import { Parameters } from '../bigquery/parameters.js';
import { type CatalogTable, checkColumns, offersSql } from '../catalog/bigquery-table.js';

const FingerprintRow = z.object({ part: z.string(), fingerprint: z.string() });
const ProductRow = z.object({ product: z.string() });

/** A product as `productsSql` writes it; what of it the shop can sell, `CatalogProduct` says. */
const SourceProduct = z.object({
  sku: z.string(),
  id: z.number(),
  name: z.string(),
  brand: z.string(),
  category: z.string(),
  department: z.string(),
  description: z.string(),
  price: z.number(),
  cost: z.number().nullable(),
  distribution_center_id: z.number().nullable(),
  popularity: z.number(),
  created_ms: z.number().nullable(),
  variants: z.array(
    z.object({
      sku: z.string(),
      size: z.string(),
      colour: z.string().nullable(),
      stock: z.number().nullable(),
    }),
  ),
});

/** A merchant's table in BigQuery as a source of products. */
export function createBigQueryCatalogSource(jobs: BigQueryJobs, table: CatalogTable): CatalogSource {
  const { project, dataset, table: name, columns, currency } = table;
  // Read by another mapping, the same table is another source.
  const mapping = createHash('sha256')
    .update(JSON.stringify([columns, currency]))
    .digest('hex')
    .slice(0, 8);

  return {
    name: `bigquery ${project}.${dataset}.${name} (${mapping})`,

    revision: () =>
      explained(async () => {
        const { modifiedAt, columns: present } = await jobs.describeTable(table);
        checkColumns(table, present);
        return String(modifiedAt);
      }),

    fingerprints: () =>
      explained(async () => {
        const rows = await jobs.query({ purpose: 'sync', sql: fingerprintsSql(table), row: FingerprintRow });
        return Object.fromEntries(rows.map(({ part, fingerprint }) => [part, fingerprint]));
      }),

    read: (parts) =>
      explained(async () => {
        const parameters = new Parameters();
        const where = parts ? `where part in unnest(${parameters.bind(parts, ['STRING'])})` : '';
        return jobs.start({ purpose: 'sync', sql: productsSql(table, where), parameters });
      }),

    page: (reading, from, limit) =>
      explained(async () => {
        const { rows, more } = await jobs.page(reading, ProductRow, from, limit);
        const page: SourcePage = { products: [], leftOut: [] };
        for (const { product } of rows) take(SourceProduct.parse(JSON.parse(product)), page);
        return more ? { ...page, next: from + rows.length } : page;
      }),
  };

  function take(row: z.infer<typeof SourceProduct>, page: SourcePage): void {
    const { price, cost, distribution_center_id: center, created_ms: createdMs, variants, ...rest } = row;
    const read = CatalogProduct.safeParse({
      ...rest,
      retailPrice: price,
      cost: cost ?? undefined,
      currency,
      distributionCenterId: center ?? undefined,
      createdAt: createdMs === null ? undefined : new Date(createdMs),
      variants: variants.map(({ colour, stock, ...variant }) => ({
        ...variant,
        colour: colour ?? 'as shown',
        stock: stock ?? undefined,
      })),
    });
    if (read.success) {
      page.products.push(read.data);
      return;
    }
    const [issue] = read.error.issues;
    page.leftOut.push({ sku: row.sku, reason: `${issue?.path.join('.')}: ${issue?.message}` });
  }
}

/** What BigQuery refuses for good needs a person; the rest is tried again by whoever asked. */
async function explained<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof BigQueryFailure) || error.retryable || error.kind === 'timed_out') throw error;
    if (error.kind === 'result_gone') throw new ReadingGone(error.message, { cause: error });
    throw new SourceUnusable(error.message, { cause: error });
  }
}

/** One row a product, `part, product`: the JSON text of a `SourceProduct`, always written the same way. */
function productRowsSql(table: CatalogTable): string {
  const first = ['id', 'name', 'brand', 'category', 'department', 'description', 'price', 'cost'];
  const fields = [...first, 'distribution_center_id', 'popularity', 'created_ms'];
  const variant = ['size', 'colour', 'stock'].map((field) => `${field} as ${field}`).join(', ');
  return `
    select substr(to_hex(md5(sku)), 1, 2) as part, sku, to_json_string(struct(
      sku as sku, ${fields.map((field) => `${field} as ${field}`).join(', ')}, variants as variants)) as product
    from (
      select sku, ${fields.map((field) => `min(${field}) as ${field}`).join(', ')},
        array_agg(struct(variant_sku as sku, ${variant}) order by position, variant_sku) as variants
      from (${offersSql(table)}) as offers group by sku
    ) as products`;
}

function productsSql(table: CatalogTable, where: string): string {
  return `select product from (${productRowsSql(table)}) as rows_of_products ${where} order by sku`;
}

function fingerprintsSql(table: CatalogTable): string {
  return `select part, concat(cast(count(*) as string), ' ', cast(bit_xor(farm_fingerprint(product)) as string)) as fingerprint
    from (${productRowsSql(table)}) as rows_of_products group by part`;
}
