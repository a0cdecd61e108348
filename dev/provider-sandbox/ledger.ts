import type { Queryable } from './transaction.js';

/** Every object of a kind in a few of its fields, oldest first; for audits that count money. */
export async function ledgerColumn(
  db: Queryable,
  kind: string,
  fields: readonly string[],
): Promise<Record<string, unknown>[]> {
  const { rows } = await db.query<{ entry: Record<string, unknown> }>(
    `select (select jsonb_object_agg(field, body -> field) from unnest($2::text[]) field) as entry
     from objects where kind = $1 order by seq`,
    [kind, fields],
  );
  return rows.map(({ entry }) => entry);
}
