import type { Pool } from 'pg';
import { FINAL_CHECKOUT_STATES, type OrderId, type RetentionRule } from '../../../domain/index.js';
import type { Orders, Retention } from '../../ports/index.js';
import { inTransaction } from '../postgres/transaction.js';
import { forgetOwner, forgetTalks, PERSONAL_FIELDS } from '../privacy/forget.js';
import { ORDER_IS_OVER } from '../privacy/order-is-over.js';

/** How long each thing is kept, in milliseconds. */
export interface RetentionSettings {
  guestConversationsMs: number;
  accountConversationsMs: number;
  checkoutsMs: number;
  sessionsMs: number;
  mailRecordsMs: number;
  webhooksMs: number;
  auditsMs: number;
  keysMs: number;
  ordersMs: number;
}

export interface RetentionOptions {
  keep: RetentionSettings;
  /** Reads them, however they are stored. */
  orders: Pick<Orders, 'byId'>;
  /** What one statement removes at most, so that nobody waits for it long. */
  batch?: number;
}

/** $1: milliseconds. */
const CUTOFF = `now() - $1 * interval '1 millisecond'`;

/** $2: whether they are of guests, $3: how many at most, $4: states of checkouts that are over. */
const QUIET_TALKS = `
  select c.id from conversations c join shoppers s on s.id = c.shopper_id
  where c.created_at < ${CUTOFF} and c.last_seq > c.emptied_seq and (s.account_id is null) = $2
    and not exists (
      select from conversation_events e where e.conversation_id = c.id and e.seq = c.last_seq and e.at >= ${CUTOFF})
    and not exists (select from checkouts k where k.conversation_id = c.id and k.state <> all ($4))
    and not exists (select from orders o where o.conversation_id = c.id and not ${ORDER_IS_OVER})
  order by c.created_at limit $3`;

/** $1: how long they are kept, $2: how many at most. */
const SWEEPS = {
  empty_guests: `
    delete from shoppers where id in (
      select s.id from shoppers s where s.account_id is null and s.created_at < ${CUTOFF}
        and not exists (select from conversations c where c.shopper_id = s.id)
        and not exists (select from promotion_redemptions p where p.shopper_id = s.id)
        and not exists (select from erasures e where e.person = s.id)
      limit $2)`,
  checkout_addresses: `
    update checkouts set view = view - ${PERSONAL_FIELDS}, mail_digest = null where id in (
      select id from checkouts where state in (${FINAL_CHECKOUT_STATES.map((state) => `'${state}'`).join(', ')})
        and view ? 'address' and updated_at < ${CUTOFF} order by updated_at limit $2)`,
  ended_sessions: `
    delete from sessions where id in (
      select id from sessions
      where coalesce(revoked_at, least(expires_at, seen_at + make_interval(secs => idle_seconds))) < ${CUTOFF}
      limit $2)`,
  mail_records: `
    delete from outbox where id in (
      select id from outbox where outcome in ('sent', 'unwanted') and settled_at < ${CUTOFF} order by id limit $2)`,
  webhooks: `
    delete from webhook_inbox where (provider, event_id) in (
      select w.provider, w.event_id from webhook_inbox w
      where w.handled_at is not null and w.received_at < ${CUTOFF}
        and not exists (
          select from orders o where o.provider = w.provider and o.payment_id = w.payment_id and not ${ORDER_IS_OVER})
        and not exists (
          select from checkouts k where k.id = w.checkout_id
            and k.state not in (${FINAL_CHECKOUT_STATES.map((state) => `'${state}'`).join(', ')}))
      order by w.received_at limit $2)`,
  audits_of_books: `
    delete from reconciliation_runs where id in (
      select id from reconciliation_runs where coalesce(finished_at, started_at) < ${CUTOFF} limit $2)`,
} satisfies Partial<Record<RetentionRule, string>>;

/** $2: how many at most. */
const OLD_ORDERS = `
  select id from orders o
  where o.erased_at is null and o.placed_at < ${CUTOFF} and ${ORDER_IS_OVER} order by o.placed_at limit $2`;

const DUE_KEYS = `
  select subject from (
    select subject, split_part(subject, '/', 1) as kind, split_part(subject, '/', 2)::uuid as id
    from data_keys where created_at < ${CUTOFF} order by created_at) d
  where case d.kind
    when 'conversation' then not exists (
      select from conversations c join conversation_events e on e.conversation_id = c.id and e.seq = c.last_seq
      where c.id = d.id and e.at >= ${CUTOFF})
    when 'checkout' then not exists (
      select from checkouts k where k.id = d.id and (k.state <> all ($3) or k.updated_at >= ${CUTOFF}))
    else not exists (
      select from orders o where o.id = d.id and (not ${ORDER_IS_OVER} or exists (
        select from order_events e where e.order_id = o.id and e.at >= ${CUTOFF})))
  end limit $2`;

const BATCH = 500;

/** Removes from the shop's Postgres, a batch at a time. */
export function createPostgresRetention(
  pool: Pool,
  { keep, orders, batch = BATCH }: RetentionOptions,
): Retention {
  const swept = (removed: number) => ({ removed, more: removed === batch });

  async function sweepTalks(keptMs: number, ofGuests: boolean) {
    const { rows } = await pool.query<{ id: string }>(QUIET_TALKS, [
      keptMs,
      ofGuests,
      batch,
      FINAL_CHECKOUT_STATES,
    ]);
    const talks = rows.map(({ id }) => id);
    if (talks.length > 0) await inTransaction(pool, (client) => forgetTalks(client, talks, []));
    return swept(talks.length);
  }

  async function sweepOrders() {
    const { rows } = await pool.query<{ id: OrderId }>(OLD_ORDERS, [keep.ordersMs, batch]);
    for (const { id } of rows) {
      const order = await orders.byId(id);
      if (!order) continue;
      await inTransaction(pool, (client) => forgetOwner(client, order));
    }
    return swept(rows.length);
  }

  async function sweepBy(rule: keyof typeof SWEEPS, keptMs: number) {
    const { rowCount } = await pool.query(SWEEPS[rule], [keptMs, batch]);
    return swept(rowCount ?? 0);
  }

  const RULES: Record<
    Exclude<RetentionRule, 'data_keys'>,
    () => Promise<{ removed: number; more: boolean }>
  > = {
    guest_conversations: () => sweepTalks(keep.guestConversationsMs, true),
    account_conversations: () => sweepTalks(keep.accountConversationsMs, false),
    empty_guests: () => sweepBy('empty_guests', keep.guestConversationsMs),
    checkout_addresses: () => sweepBy('checkout_addresses', keep.checkoutsMs),
    ended_sessions: () => sweepBy('ended_sessions', keep.sessionsMs),
    mail_records: () => sweepBy('mail_records', keep.mailRecordsMs),
    webhooks: () => sweepBy('webhooks', keep.webhooksMs),
    audits_of_books: () => sweepBy('audits_of_books', keep.auditsMs),
    order_persons: sweepOrders,
  };

  return {
    sweep: (rule) => RULES[rule](),

    async dueKeys() {
      const { rows } = await pool.query<{ subject: string }>(DUE_KEYS, [
        keep.keysMs,
        batch,
        FINAL_CHECKOUT_STATES,
      ]);
      return { workflows: rows.map(({ subject }) => subject), more: rows.length === batch };
    },

    async destroyKeys(workflows) {
      const { rowCount } = await pool.query('delete from data_keys where subject = any ($1)', [workflows]);
      return rowCount ?? 0;
    },
  };
}
