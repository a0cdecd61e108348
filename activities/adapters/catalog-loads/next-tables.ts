import type { PoolClient } from 'pg';

/**
 * The tables that a load writes. They have the names of those that serve, in a schema of their own, and are
 * made in their image: columns and checks now, indexes, triggers and keys once all rows are in. What another
 * migration adds to the serving tables is therefore theirs, too.
 */
const TABLES = ['products', 'variants'] as const;
type Table = (typeof TABLES)[number];
const UNIQUE_VIOLATION = '23505';

/** Throws away what any load left, and makes the tables anew. */
export async function makeNextTables(client: PoolClient): Promise<void> {
  await dropNextTables(client);
  for (const table of TABLES) {
    await client.query(
      `create table loading.${table} (like public.${table} including all excluding indexes)`,
    );
    // What is about to be switched must not be under a vacuum, and its statistics are made once it is whole.
    await client.query(`alter table loading.${table} set (autovacuum_enabled = false)`);
  }
  // Few and in order, these two are cheap to keep, and numbering asks them.
  await client.query('alter table loading.products add constraint products_pkey primary key (id)');
  await client.query('alter table loading.products add constraint products_sku_key unique (sku)');
  // Variants that have, after the switch, what they have in the shop at that moment.
  await client.query('create table loading.kept_stock (sku text not null)');
}

export async function dropNextTables(client: PoolClient): Promise<void> {
  await client.query('drop table if exists loading.variants, loading.products, loading.kept_stock');
}

/** SKUs that came twice; of each the first is kept. */
export async function dropRepeatedVariants(client: PoolClient): Promise<string[]> {
  const { rows } = await client.query<{ sku: string }>(
    `with repeated as (select sku, min(ctid) as first from loading.variants group by sku having count(*) > 1)
     delete from loading.variants v using repeated r where v.sku = r.sku and v.ctid <> r.first returning v.sku`,
  );
  return [...new Set(rows.map(({ sku }) => sku))];
}

/**
 * Makes what the serving tables have: keys, indexes, triggers. The slow part of a load; nobody waits for it.
 * @returns the SKUs that came twice
 */
export async function finishNextTables(
  client: PoolClient,
  onProgress: (step: string) => void,
): Promise<string[]> {
  const repeated: string[] = [];
  for (const table of TABLES) {
    await client.query(`alter table loading.${table} reset (autovacuum_enabled)`);
    for (const { name, sql } of await missingParts(client, table)) {
      onProgress(name);
      await client.query(sql).catch(async (error: { code?: string }) => {
        // Only where the key cannot be made is it worth looking for what came twice.
        if (error.code !== UNIQUE_VIOLATION || table !== 'variants') throw error;
        repeated.push(...(await dropRepeatedVariants(client)));
        await client.query(sql);
      });
    }
  }
  await client.query('create index if not exists kept_stock_sku on loading.kept_stock (sku)');
  onProgress('statistics');
  await client.query('analyze loading.products, loading.variants, loading.kept_stock');
  return repeated;
}

interface Part {
  name: string;
  sql: string;
}

/** Statements that make what the serving table has and the next one lacks, in a fitting order. */
async function missingParts(client: PoolClient, table: Table): Promise<Part[]> {
  const serving = `public.${table}`;
  const next = `loading.${table}`;
  const { rows } = await client.query<Part>(
    `select name, sql from (
       select 1 as turn, c.conname as name,
         format('alter table ${next} add constraint %I %s', c.conname, pg_get_constraintdef(c.oid)) as sql
       from pg_constraint c where c.conrelid = $1::regclass and c.contype in ('p', 'u', 'x')
       union all
       select 2, i.relname, regexp_replace(pg_get_indexdef(i.oid), ' ON (ONLY )?\\S+ USING ', ' ON ${next} USING ')
       from pg_index x join pg_class i on i.oid = x.indexrelid
       where x.indrelid = $1::regclass and not exists (select from pg_constraint c where c.conindid = i.oid and c.conrelid = $1::regclass)
       union all
       select 3, c.conname, format('alter table ${next} add constraint %I %s', c.conname,
         regexp_replace(pg_get_constraintdef(c.oid), 'REFERENCES (public\\.)?products', 'REFERENCES loading.products'))
       from pg_constraint c where c.conrelid = $1::regclass and c.contype = 'f'
       union all
       select 4, t.tgname, regexp_replace(pg_get_triggerdef(t.oid), ' ON \\S+ ', ' ON ${next} ')
       from pg_trigger t where t.tgrelid = $1::regclass and not t.tgisinternal
     ) parts where not exists (
       select from pg_class i where i.relnamespace = 'loading'::regnamespace and i.relname = parts.name
       union all select from pg_constraint c where c.conrelid = '${next}'::regclass and c.conname = parts.name
       union all select from pg_trigger t where t.tgrelid = '${next}'::regclass and t.tgname = parts.name)
     order by turn, name`,
    [serving],
  );
  return rows;
}
