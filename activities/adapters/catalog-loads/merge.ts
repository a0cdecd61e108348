import type { PoolClient } from 'pg';
import { PRODUCT_COLUMNS, VARIANT_COLUMNS } from './columns.js';

/**
 * Lays what the load wrote over what serves, in the caller's transaction: known SKUs change, new ones are added,
 * all others stay as they are. Rows that are the same already are not touched.
 */
export async function mergeLoad(client: PoolClient): Promise<void> {
  await client.query(
    `insert into products (${PRODUCT_COLUMNS.join(', ')})
     select ${PRODUCT_COLUMNS.join(', ')} from loading.products order by sku
     on conflict (sku) do update set (${PRODUCT_COLUMNS.join(', ')}, listed) = row (${excluded(PRODUCT_COLUMNS)}, true)
     where (${current('products', PRODUCT_COLUMNS)}, products.listed) is distinct from (${excluded(PRODUCT_COLUMNS)}, true)`,
  );
  // In SKU order, as checkouts lock them; and first, so that the next statement sees what they have sold.
  await client.query(
    'select from variants where sku in (select sku from loading.variants) order by sku for update',
  );
  await client.query(
    `insert into variants (${VARIANT_COLUMNS.join(', ')})
     select sku, product_id, size, colour, position, case
              when exists (select from loading.kept_stock k where k.sku = n.sku)
                then coalesce((select v.stock from variants v where v.sku = n.sku), n.stock)
              else greatest(0, n.stock + coalesce((select sum(m.delta) from catalog_stock_moves m where m.sku = n.sku), 0))
            end
     from loading.variants n order by sku
     on conflict (sku) do update set (${VARIANT_COLUMNS.join(', ')}) = row (${excluded(VARIANT_COLUMNS)})
     where (${current('variants', VARIANT_COLUMNS)}) is distinct from (${excluded(VARIANT_COLUMNS)})`,
  );
}

const excluded = (columns: readonly string[]) => columns.map((name) => `excluded.${name}`).join(', ');
const current = (table: string, columns: readonly string[]) =>
  columns.map((name) => `${table}.${name}`).join(', ');
