import type pg from 'pg';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { Call } from './call.js';
import { settleDebit } from './payment-flow.js';

const NOBODY = { requestId: null, idempotencyKey: null };

/** Lets the banks answer whose time has come. Returns how many did. */
export async function settleDueDebits(pool: pg.Pool, publicUrl: string, deliver: boolean): Promise<number> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from objects where inner_state ? 'settlesAt' and (inner_state ->> 'settlesAt')::bigint <= $1`,
    [Date.now()],
  );
  for (const { id } of rows) {
    await inTransaction(pool, async (client) => {
      const call = new Call(client, { ...NOBODY, deliver }, publicUrl);
      const stored = await call.store.lock('payment_intent', id);
      if (stored.inner.settlesAt !== undefined) await settleDebit(call, stored);
    });
  }
  return rows.length;
}
