import type pg from 'pg';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { Call } from './call.js';
import { settleDebit } from './payment-flow.js';
import { settleRefund } from './resources/refunds.js';

const NOBODY = { requestId: null, idempotencyKey: null };

/** Lets the banks answer whose time has come, of debits and of refunds. Returns how many did. */
export async function settleWhatIsDue(pool: pg.Pool, publicUrl: string, deliver: boolean): Promise<number> {
  const { rows } = await pool.query<{ kind: 'payment_intent' | 'refund'; id: string }>(
    `select kind, id from objects where inner_state ? 'settlesAt' and (inner_state ->> 'settlesAt')::bigint <= $1`,
    [Date.now()],
  );
  for (const { kind, id } of rows) {
    await inTransaction(pool, async (client) => {
      const call = new Call(client, { ...NOBODY, deliver }, publicUrl);
      if (kind === 'refund') return settleRefund(call, id);
      const stored = await call.store.lock('payment_intent', id);
      if (stored.inner.settlesAt !== undefined) await settleDebit(call, stored);
    });
  }
  return rows.length;
}
