import type { Pool, PoolClient } from 'pg';
import type { PairsRefreshed, ProductInterest } from '../../ports/index.js';
import { inTransaction } from '../postgres/transaction.js';
import { FRESH_PAIRS, REMEMBERED_DAYS } from './pairs-sql.js';

/** Any number does, as long as every process that works the pairs out takes the same one. */
const PAIRS_LOCK = 7_305_011;
const MOST_VIEWS_A_DAY = 200;

const VIEWED = `
  insert into product_views (shopper_id, product_id)
  select s.id, p.id from shoppers s, products p
  where s.id = $1 and s.erased_at is null and p.id = $2
    and (select count(*) from product_views v where v.shopper_id = $1 and v.day = current_date) < ${MOST_VIEWS_A_DAY}
  on conflict do nothing`;

/** Views and pairs in the shop's Postgres. */
export function createPostgresProductInterest(pool: Pool): ProductInterest {
  return {
    async viewed(shopperId, productId) {
      await pool.query({ name: 'product-viewed', text: VIEWED, values: [shopperId, productId] });
    },
    refreshPairs: () => inTransaction(pool, refreshPairs),
  };
}

/** Writes only what has changed: most pairs are the same as an hour ago. */
async function refreshPairs(client: PoolClient): Promise<PairsRefreshed | undefined> {
  const { rows: locks } = await client.query<{ mine: boolean }>(
    'select pg_try_advisory_xact_lock($1) as mine',
    [PAIRS_LOCK],
  );
  if (!locks[0]?.mine) return undefined;
  const forgotten = await client.query('delete from product_views where day < current_date - $1::int', [
    REMEMBERED_DAYS,
  ]);
  await client.query(`create temporary table fresh_pairs on commit drop as ${FRESH_PAIRS}`);
  await client.query('alter table fresh_pairs add primary key (product_id, other_id)');
  await client.query(
    `delete from product_pairs old where not exists (
       select from fresh_pairs fresh
       where (fresh.product_id, fresh.other_id, fresh.score, fresh.shoppers)
           = (old.product_id, old.other_id, old.score, old.shoppers))`,
  );
  await client.query(
    `insert into product_pairs (product_id, other_id, score, shoppers)
     select product_id, other_id, score, shoppers from fresh_pairs on conflict do nothing`,
  );
  const { rows } = await client.query<{ products: number; pairs: number }>(
    'select count(distinct product_id)::int as products, count(*)::int as pairs from fresh_pairs',
  );
  return { products: 0, pairs: 0, ...rows[0], forgottenViews: forgotten.rowCount ?? 0 };
}
