import type { Queryable } from './store.js';

/** Every intent, charge and refund in a few fields each, oldest first; for audits that count money. */
export async function readLedger(db: Queryable) {
  return {
    intents: await column(db, 'payment_intent', [
      'id',
      'status',
      'amount',
      'amount_capturable',
      'amount_received',
      'currency',
      'latest_charge',
      'metadata',
      'created',
    ]),
    charges: await column(db, 'charge', [
      'id',
      'payment_intent',
      'status',
      'amount',
      'amount_captured',
      'amount_refunded',
      'captured',
      'refunded',
      'failure_code',
      'created',
    ]),
    refunds: await column(db, 'refund', ['id', 'payment_intent', 'charge', 'status', 'amount', 'created']),
  };
}

async function column(db: Queryable, kind: string, fields: string[]): Promise<Record<string, unknown>[]> {
  const { rows } = await db.query<{ entry: Record<string, unknown> }>(
    `select (select jsonb_object_agg(field, body -> field) from unnest($2::text[]) field) as entry
     from objects where kind = $1 order by seq`,
    [kind, fields],
  );
  return rows.map(({ entry }) => entry);
}
