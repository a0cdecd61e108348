import type { Pool } from 'pg';
import {
  type Address,
  aboutAddress,
  type CheckoutId,
  type CheckoutState,
  type ConversationId,
  type Language,
  type Order,
  openDocument,
  type ProductId,
  type Sku,
} from '../../../domain/index.js';
import type { ConsentingShopper, MailRecords, PersonalFields } from '../../ports/index.js';

/** Where a checkout stands still because the shopper went away; what stalled or was cancelled is none of these. */
const LEFT: readonly CheckoutState[] = [
  'cartChanged',
  'awaitingAddress',
  'awaitingShipping',
  'awaitingPayment',
  'expired',
];

/** Whether checkout `k` is still left behind. */
const IS_LEFT = `
  k.state = any ($1) and k.view ? 'address'
  and exists (select from cart_lines l where l.conversation_id = k.conversation_id)
  and not exists (select from orders o where o.shopper_id in (select same_person(k.shopper_id)) and o.placed_at >= k.created_at)
  and not exists (
    select from checkouts n where n.conversation_id = k.conversation_id and n.created_at > k.created_at)`;

/**
 * One statement: what it finds is what it writes. Neither what changed lately nor what was left behind long
 * before is reminded of, and a conversation hears of it once a week.
 */
const REMIND = `
  insert into outbox (topic, ref, payload)
  select 'cart.abandoned', k.id::text, jsonb_build_object('checkoutId', k.id, 'conversationId', k.conversation_id)
  from checkouts k
  cross join lateral (
    select greatest(k.updated_at, max(e.at)) as last from conversation_events e
    where e.conversation_id = k.conversation_id and e.kind = 'message') touched
  where ${IS_LEFT} and mail_consent_of(k.id) is not null
    and touched.last < now() - $2 * interval '1 millisecond'
    and touched.last > now() - $2 * interval '1 millisecond' - interval '7 days'
    and not exists (
      select from outbox r where r.topic = 'cart.abandoned' and r.created_at > now() - interval '7 days'
        and r.payload ->> 'conversationId' = k.conversation_id::text)
  on conflict do nothing`;

interface ConversationRow {
  conversationId: ConversationId;
  language: Language | null;
}

interface ConsentRow {
  checkoutId: CheckoutId | null;
  address: Address | string | null;
  consentedAt: Date | null;
}

/** What mails are about, read from the shop's Postgres at the moment they are sent. */
export function createPostgresMailRecords(pool: Pool, fields: PersonalFields): MailRecords {
  function withShopper<Row extends ConsentRow>({ checkoutId, address, consentedAt, ...row }: Row) {
    const shopper: ConsentingShopper | undefined =
      checkoutId && address && consentedAt
        ? { to: fields.open<Address>(address, aboutAddress(checkoutId)), consentedAt }
        : undefined;
    return { ...row, shopper };
  }

  return {
    async order(id) {
      const { rows } = await pool.query<Omit<Order, 'placedAt'> & { placedAt: Date } & ConversationRow>(
        `select o.id, o.number, o.checkout_id as "checkoutId", o.conversation_id as "conversationId", o.state,
           o.totals, o.address, o.shipping, o.placed_at as "placedAt",
           (select language from conversations where id = o.conversation_id) as language,
           (select json_agg(l.line order by l.position) from order_lines l where l.order_id = o.id) as lines
         from orders o where o.id = $1`,
        [id],
      );
      return (
        rows[0] &&
        withLanguage(openDocument(fields, { ...rows[0], placedAt: rows[0].placedAt.toISOString() }))
      );
    },

    async watch(id) {
      const { rows } = await pool.query<
        { productId: ProductId; sku: Sku; state: string } & ConversationRow & ConsentRow
      >(
        `select w.conversation_id as "conversationId", c.language, v.product_id as "productId", w.sku, w.state,
           said."checkoutId", said.address, case when said.given then said.at end as "consentedAt"
         from stock_watches w
         join variants v on v.sku = w.sku
         join conversations c on c.id = w.conversation_id
         left join lateral (
           select s.given, s.at, k.id as "checkoutId", k.view -> 'address' as address
           from mail_consents s join checkouts k on k.id = s.checkout_id
           where k.shopper_id in (select same_person(c.shopper_id)) order by s.at desc limit 1) said on true
         where w.id = $1`,
        [id],
      );
      return rows[0] && withShopper(withLanguage(rows[0]));
    },

    async checkout(id) {
      const { rows } = await pool.query<{ isLeft: boolean } & ConversationRow & ConsentRow>(
        `select k.conversation_id as "conversationId", (${IS_LEFT}) as "isLeft",
           (select language from conversations where id = k.conversation_id) as language,
           k.id as "checkoutId", k.view -> 'address' as address, mail_consent_of(k.id) as "consentedAt"
         from checkouts k where k.id = $2`,
        [LEFT, id],
      );
      return rows[0] && withShopper(withLanguage(rows[0]));
    },

    async remindOfLeftCheckouts(leftForMs) {
      const { rowCount } = await pool.query(REMIND, [LEFT, leftForMs]);
      return rowCount ?? 0;
    },
  };
}

function withLanguage<Row extends ConversationRow>({ language, ...row }: Row) {
  return { ...row, language: language ?? undefined };
}
