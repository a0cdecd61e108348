import { setTimeout as sleep } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { PRODUCT_COLUMNS } from './columns.js';

/**
 * How long the switch waits for those who read or write at the moment, try by try: everybody who comes later
 * waits behind it. Below a second Postgres does not look for deadlocks, so the switch is who gives way; the
 * later tries are long enough for it to make an automatic vacuum give way.
 */
const PATIENCE_MS = [200, 200, 400, 400, 400, 1_500, 400, 1_500, 400, 1_500, 1_500, 1_500];
const PAUSE_MS = 300;
const LOCK_NOT_AVAILABLE = '55P03';
const DEADLOCK = '40P01';

/** A key of another table that names SKUs: a cart's, a hold's, a stock watch's. */
interface Referrer {
  table: string;
  column: string;
  constraint: string;
  definition: string;
}

/**
 * Puts the finished tables of the load in the place of those that serve, in one short transaction; `settle` runs
 * in it, last. Readers see the one or the other.
 *
 * - SKUs that something still names stay known: their products are taken along, unlisted, and with no more units
 *   than live holds have been promised.
 * - Units that were sold, or put back, since the load began are taken off, or added to, what it says.
 */
export async function switchOver<Outcome>(
  client: PoolClient,
  settle: (withdrawn: number) => Promise<Outcome>,
  patience: readonly number[] = PATIENCE_MS,
): Promise<Outcome> {
  const referrers = await readReferrers(client);
  // Nearly all of them now, while nobody waits; those that come meanwhile in the switch.
  const kept = await keepNamedSkus(client, referrers);
  for (const [attempt, waitMs] of patience.entries()) {
    try {
      await client.query('begin');
      await client.query(`set local lock_timeout = ${waitMs}`);
      await client.query('set local synchronous_commit = on');
      const others = referrers.map(({ table }) => table);
      await client.query(
        `lock table ${['products', 'variants', ...new Set(others)].join(', ')} in access exclusive mode`,
      );
      // First, so that the changes of stock made here are not noted as sold.
      await client.query(`update catalog_loads set state = 'published' where state = 'loading'`);
      const newlyKept = await keepNamedSkus(client, referrers);
      await applyStockMoves(client);
      await exchangeTables(client, referrers);
      await client.query('select grant_catalog_rights()');
      const outcome = await settle(kept + newlyKept);
      await client.query('commit');
      return outcome;
    } catch (error) {
      await client.query('rollback');
      const { code } = error as { code?: string };
      if (code !== LOCK_NOT_AVAILABLE && code !== DEADLOCK) throw error;
      if (attempt === patience.length - 1) break;
      await sleep(PAUSE_MS);
    }
  }
  throw new Error(
    'The catalog could not be switched over, because its tables were in use all the time; the old one serves on. ' +
      'Look for a transaction that stays open (pg_stat_activity), then try again.',
  );
}

/** Clears away what served before, and checks the keys that the switch only declared. */
export async function tidyAfterSwitch(client: PoolClient): Promise<void> {
  await client.query('drop table if exists retired.variants, retired.products');
  const { rows } = await client.query<{ sql: string }>(
    `select format('alter table %s validate constraint %I', conrelid::regclass, conname) as sql from pg_constraint
     where contype = 'f' and not convalidated and confrelid = 'public.variants'::regclass`,
  );
  for (const { sql } of rows) await client.query(sql);
}

async function readReferrers(client: PoolClient): Promise<Referrer[]> {
  const { rows } = await client.query<Referrer>(
    `select c.conrelid::regclass::text as "table", format('%I', a.attname) as "column",
            format('%I', c.conname) as "constraint", pg_get_constraintdef(c.oid) as definition
     from pg_constraint c join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[1]
     where c.contype = 'f' and c.confrelid = 'public.variants'::regclass order by 1`,
  );
  return rows;
}

/** @returns how many products are taken along that are no longer on sale */
async function keepNamedSkus(client: PoolClient, referrers: readonly Referrer[]): Promise<number> {
  if (referrers.length === 0) return 0;
  const named = referrers.map(({ table, column }) => `select ${column} as sku from ${table}`).join(' union ');
  await client.query(
    `create temporary table if not exists named_skus (sku text primary key, product_id integer not null, product_sku text not null)`,
  );
  await client.query('truncate named_skus');
  await client.query(
    `insert into named_skus select v.sku, p.id, p.sku from (${named}) named
     join variants v on v.sku = named.sku join products p on p.id = v.product_id
     where not exists (select from loading.variants n where n.sku = v.sku)`,
  );
  const [, ...others] = PRODUCT_COLUMNS;
  const withdrawn = await client.query(
    `insert into loading.products (${PRODUCT_COLUMNS.join(', ')}, listed)
     select case when exists (select from loading.products n where n.id = p.id)
              then nextval('product_numbers')::integer else p.id end, ${others.map((name) => `p.${name}`).join(', ')}, false
     from products p where p.id in (select product_id from named_skus)
       and not exists (select from loading.products n where n.sku = p.sku)`,
  );
  // After the variants that are on sale, in their old order.
  await client.query(
    `insert into loading.variants (sku, product_id, size, colour, position, stock)
     select v.sku, n.id, v.size, v.colour, 1000000000 + v.position % 1000000000, 0
     from named_skus k join variants v on v.sku = k.sku join loading.products n on n.sku = k.product_sku`,
  );
  return withdrawn.rowCount ?? 0;
}

/** Under lock: what moves now moves in the new tables. */
async function applyStockMoves(client: PoolClient): Promise<void> {
  await client.query(
    `update loading.variants n set stock = v.stock from variants v, (select distinct sku from catalog_stock_moves) m
     where m.sku = v.sku and n.sku = v.sku and n.sku in (select sku from loading.kept_stock) and n.stock <> v.stock`,
  );
  await client.query(
    `update loading.variants n set stock = greatest(0, n.stock + m.delta)
     from (select sku, sum(delta)::integer as delta from catalog_stock_moves group by sku) m
     where m.sku = n.sku and n.position < 1000000000 and not exists (select from loading.kept_stock k where k.sku = n.sku)`,
  );
  await client.query(
    `update loading.variants n set stock = h.quantity from (
       select sku, sum(quantity)::integer as quantity from holds where state = 'held' and expires_at > now() group by sku) h
     where h.sku = n.sku and n.position >= 1000000000`,
  );
}

async function exchangeTables(client: PoolClient, referrers: readonly Referrer[]): Promise<void> {
  for (const { table, constraint } of referrers) {
    await client.query(`alter table ${table} drop constraint ${constraint}`);
  }
  await client.query('alter table public.variants set schema retired');
  await client.query('alter table public.products set schema retired');
  await client.query('alter table loading.products set schema public');
  await client.query('alter table loading.variants set schema public');
  for (const { table, constraint, definition } of referrers) {
    // Checked later: keepNamedSkus saw to it, and a check now would keep everybody waiting.
    const unchecked = definition.replace(/ NOT VALID$/, '');
    await client.query(`alter table ${table} add constraint ${constraint} ${unchecked} not valid`);
  }
}
