import type { PoolClient } from 'pg';
import { type CheckoutId, type Order, withoutPerson } from '../../../domain/index.js';

/** What of a checkout's view is about its shopper. */
export const PERSONAL_FIELDS = `'{address,addressProblem,giftMessage,authenticationUrl}'::text[]`;

/** $1: conversations, $2: checkouts that are still under way. What refers to others goes before them. */
const TALKS = [
  // A mail that is still to be sent would be about what is not there.
  `delete from outbox where outcome is null and (
     payload ->> 'conversationId' in (select unnest($1::uuid[])::text)
     or topic = 'stock.back' and ref in (select id::text from stock_watches where conversation_id = any ($1)))`,
  'delete from conversation_events where conversation_id = any ($1)',
  'delete from stock_watches where conversation_id = any ($1)',
  'delete from cart_changes where conversation_id = any ($1)',
  'delete from cart_lines where conversation_id = any ($1)',
  'delete from carts where conversation_id = any ($1)',
  'delete from conversation_support where conversation_id = any ($1)',
  'delete from person_words where conversation_id = any ($1)',
  // Those of orders go with them: staff may need them until then.
  `delete from case_notes where conversation_id = any ($1) and subject not like 'order/%'`,
  'delete from mail_consents where checkout_id in (select id from checkouts where conversation_id = any ($1))',
];
const EMPTY_CHECKOUTS = `
  update checkouts set view = view - ${PERSONAL_FIELDS}, mail_digest = null
  where conversation_id = any ($1) and id <> all ($2) and view ?| ${PERSONAL_FIELDS}`;
/** What was paid or tried to be paid stays for the books. */
const DELETE_CHECKOUTS = `
  delete from checkouts k where conversation_id = any ($1) and id <> all ($2)
    and not exists (select from payment_attempts a where a.checkout_id = k.id)
    and not exists (select from orders o where o.checkout_id = k.id)`;
const DELETE_TALKS = `
  delete from conversations c where id = any ($1)
    and not exists (select from checkouts k where k.conversation_id = c.id)
    and not exists (select from orders o where o.conversation_id = c.id)`;
/** $1: conversations, $2: checkouts. */
const SUBJECTS = `
  select 'conversation/' || unnest($1::uuid[]) union all select 'checkout/' || unnest($2::uuid[])`;
/**
 * Deletes conversations with everything that was said, chosen, asked for and agreed to in them, and the keys of their
 * histories and their checkouts'. None of these workflows may run any more but those of `open`. Returns how many keys.
 */
export async function forgetTalks(
  client: PoolClient,
  talks: readonly string[],
  open: readonly CheckoutId[],
): Promise<number> {
  // The conversations' rows first, as with every writer of their transcripts: no two can deadlock.
  await client.query('select from conversations where id = any ($1) order by id for update', [talks]);
  for (const statement of TALKS) await client.query(statement, [talks]);
  const { rows } = await client.query<{ id: string }>(
    'select id from checkouts where conversation_id = any ($1) and id <> all ($2)',
    [talks, open],
  );
  const checkouts = rows.map(({ id }) => id);
  await client.query(EMPTY_CHECKOUTS, [talks, open]);
  await client.query(DELETE_CHECKOUTS, [talks, open]);
  await client.query(DELETE_TALKS, [talks]);
  await client.query('update conversations set emptied_seq = last_seq, standing = null where id = any ($1)', [
    talks,
  ]);
  await client.query(`delete from case_leases where subject in (${SUBJECTS})`, [talks, checkouts]);
  const keys = await client.query(`delete from data_keys where subject in (${SUBJECTS})`, [talks, checkouts]);
  return keys.rowCount ?? 0;
}

/** $1: the order. */
const AROUND_ORDER = [
  `update refunds set reason = kind where order_id = $1`,
  `update order_events set details = details - '{reason,message,number}'::text[] where order_id = $1`,
  `delete from case_notes where subject = 'order/' || $1::uuid`,
  `delete from case_leases where subject = 'order/' || $1::uuid`,
  `delete from outbox where payload ->> 'orderId' = ($1::uuid)::text`,
];

/**
 * Takes the person out of an order; lines, totals, taxes and the payment's references stay. An order that has moved since
 * it was read is left for the next time. Returns how many keys were destroyed.
 */
export async function forgetOwner(client: PoolClient, order: Order): Promise<number> {
  const { address, ...view } = withoutPerson(order);
  const erased = await client.query(
    `update orders set address = $3, gift_message = null, mail_digest = null, erased_at = now(),
       view = case when view is not null then $4::jsonb end
     where id = $1 and version = $2 and erased_at is null`,
    [order.id, order.version, JSON.stringify(address), JSON.stringify({ ...view, address })],
  );
  if (erased.rowCount === 0) return 0;
  await client.query(`select set_config('shoptalk.erasing', 'on', true)`);
  for (const statement of AROUND_ORDER) await client.query(statement, [order.id]);
  const { rowCount } = await client.query(`delete from data_keys where subject = 'order/' || $1::uuid`, [
    order.id,
  ]);
  return rowCount ?? 0;
}
