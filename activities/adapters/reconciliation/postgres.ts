import type { Pool } from 'pg';
import {
  type CheckoutId,
  type Finding,
  type FindingKind,
  money,
  type PaymentFacts,
} from '../../../domain/index.js';
import type { BookedFacts, ReconciliationBooks } from '../../ports/index.js';

type PaymentRow = Omit<PaymentFacts, 'amount'> & {
  amount: number;
  currency: PaymentFacts['amount']['currency'];
};
type FactsRow = Omit<BookedFacts, 'payments'> & { payments: PaymentRow[] };

const EPOCH_MS = (time: string) => `(extract(epoch from ${time}) * 1000)::float8`;
const CONTENT_OF_PAYMENT = `'provider', p.provider, 'id', p.payment_id, 'status', p.status, 'amount', p.amount,
  'currency', p.currency, 'refunded', p.refunded, 'madeAt', ${EPOCH_MS('p.made_at')}`;

/** Reads the shop's books as they are, in one statement a page. */
export function createPostgresReconciliationBooks(pool: Pool): ReconciliationBooks {
  return {
    async begin(runId, lookbackMs) {
      const { rows } = await pool.query<{ now: number; since: number }>(
        `insert into reconciliation_runs (id, since) values ($1, now() - $2 * interval '1 millisecond')
         on conflict (id) do update set id = excluded.id
         returning ${EPOCH_MS('now()')} as now, ${EPOCH_MS('since')} as since`,
        [runId, lookbackMs],
      );
      if (!rows[0]) throw new Error('a run that was just opened is not there');
      return rows[0];
    },

    async noteListed(runId, payments) {
      const rows = payments.map(({ id, amount, madeAt, ...rest }) => ({
        ...rest,
        payment_id: id,
        checkout_id: rest.checkoutId ?? null,
        amount: amount.amount,
        currency: amount.currency,
        made_at: new Date(madeAt).toISOString(),
      }));
      await pool.query(
        `insert into reconciliation_payments (run_id, provider, payment_id, checkout_id, status, amount, currency, refunded, made_at)
         select $1, l.* from json_to_recordset($2::json) as l (provider text, payment_id text, checkout_id uuid, status text,
           amount integer, currency text, refunded integer, made_at timestamptz)
         on conflict (run_id, provider, payment_id) do update set status = excluded.status, refunded = excluded.refunded`,
        [runId, JSON.stringify(rows)],
      );
    },

    async checkoutsAfter(since, after, limit) {
      const { rows } = await pool.query<{ id: CheckoutId }>(
        `select id from (
           select id from checkouts where updated_at >= to_timestamp($1 / 1000.0) or state not in ('completed', 'cancelled', 'expired')
           union select checkout_id from holds where state = 'held'
           union select h.checkout_id from holds h where h.state = 'consumed'
             and not exists (select from orders o where o.checkout_id = h.checkout_id)
           union select checkout_id from orders where placed_at >= to_timestamp($1 / 1000.0) or state = 'authorised'
           union select checkout_id from payment_attempts where started_at >= to_timestamp($1 / 1000.0)
         ) touched where $2::uuid is null or id > $2 order by id limit $3`,
        [since, after ?? null, limit],
      );
      return rows.map(({ id }) => id);
    },

    async facts(runId, checkoutIds) {
      const { rows } = await pool.query<FactsRow>(
        `select id as "checkoutId",
           (select json_build_object('state', c.state, 'updatedAt', ${EPOCH_MS('c.updated_at')})
            from checkouts c where c.id = wanted.id) as projection,
           (select json_build_object('id', o.id, 'state', o.state, 'total', o.totals -> 'total', 'paymentId', o.payment_id,
              'placedAt', ${EPOCH_MS('o.placed_at')}) from orders o where o.checkout_id = wanted.id) as "order",
           (select coalesce(json_agg(json_build_object('state', h.state, 'expiresAt', ${EPOCH_MS('h.expires_at')})), '[]')
            from holds h where h.checkout_id = wanted.id) as holds,
           (select coalesce(json_agg(json_build_object(${CONTENT_OF_PAYMENT})), '[]') from (
              select provider, payment_id, status, amount, currency, refunded, made_at
              from reconciliation_payments l where l.run_id = $1 and l.checkout_id = wanted.id
              union all
              select a.provider, a.payment_id, 'unlisted', a.amount, a.currency, 0, a.started_at from payment_attempts a
              where a.checkout_id = wanted.id and a.operation = 'create' and a.payment_id is not null
                and not exists (select from reconciliation_payments l
                  where l.run_id = $1 and l.provider = a.provider and l.payment_id = a.payment_id)
            ) p) as payments
         from unnest($2::uuid[]) as wanted (id)`,
        [runId, checkoutIds],
      );
      return rows.map(toFacts);
    },

    async strays(runId) {
      const { rows } = await pool.query<{ payment: PaymentRow }>(
        `select json_build_object(${CONTENT_OF_PAYMENT}) as payment from reconciliation_payments p
         where run_id = $1 and status in ('authorised', 'captured')
           and not exists (select from checkouts c where c.id = p.checkout_id)
           and not exists (select from payment_attempts a where a.checkout_id = p.checkout_id)
         order by provider, payment_id limit 1000`,
        [runId],
      );
      return rows.map(({ payment }) => toPaymentFacts(payment));
    },

    async overdrawnStock() {
      const { rows } = await pool.query<{ sku: string; stock: number; held: number }>(
        `select v.sku, v.stock, h.held from variants v join (
           select sku, sum(quantity)::integer as held from holds where state = 'held' and expires_at > now() group by sku
         ) h on h.sku = v.sku where h.held > v.stock or v.stock < 0 order by v.sku limit 1000`,
      );
      return rows.map(({ sku, stock, held }): Finding => {
        return { kind: 'stock_overdrawn', subject: `sku/${sku}`, detail: `${held} held, ${stock} on hand` };
      });
    },

    async record(runId, findings) {
      const rows = findings.map(({ kind, subject, detail, repair, repaired }) => ({
        ...{ kind, subject, detail },
        repair: repaired ? repair?.kind : null,
      }));
      await pool.query(
        `insert into reconciliation_findings (run_id, kind, subject, detail, repair)
         select $1, f.* from json_to_recordset($2::json) as f (kind text, subject text, detail text, repair text)
         on conflict (run_id, kind, subject) do nothing`,
        [runId, JSON.stringify(rows)],
      );
    },

    async finish(runId) {
      await pool.query('delete from reconciliation_payments where run_id = $1', [runId]);
      await pool.query('update reconciliation_runs set finished_at = now() where id = $1', [runId]);
      await pool.query(`delete from reconciliation_runs where started_at < now() - interval '30 days'`);
    },

    async lastRun() {
      const { rows } = await pool.query<{ finishedAt: number; open: Partial<Record<FindingKind, number>> }>(
        `select ${EPOCH_MS('finished_at')} as "finishedAt", (
           select coalesce(json_object_agg(kind, units), '{}') from (
             select kind, count(*)::integer as units from reconciliation_findings f
             where f.run_id = r.id and repair is null group by kind) as kinds) as open
         from reconciliation_runs r where finished_at is not null order by finished_at desc limit 1`,
      );
      return rows[0];
    },
  };
}

function toFacts({ payments, projection, order, ...rest }: FactsRow): BookedFacts {
  return {
    ...rest,
    // SQL says null where we say nothing.
    projection: projection ?? undefined,
    order: order ? { ...order, paymentId: order.paymentId ?? undefined } : undefined,
    payments: payments.map(toPaymentFacts),
  };
}

function toPaymentFacts({ amount, currency, ...rest }: PaymentRow): PaymentFacts {
  return { ...rest, amount: money(amount, currency) };
}
