import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import {
  aboutAddress,
  aboutGiftMessage,
  type CheckoutId,
  type OrderId,
  weightOf,
} from '../../../domain/index.js';
import type { NewOrder, Orders, PersonalFields } from '../../ports/index.js';
import { lockStock, sumBySku } from '../inventory/postgres.js';
import { bumpCatalogVersion, inTransaction } from '../postgres/transaction.js';
import { consumeUse, returnUse } from '../promotions/postgres.js';
import { findOrder } from './order-rows.js';

/** Orders in the shop's Postgres; `orders.checkout_id` is unique, so a checkout can leave one order at most. */
export function createPostgresOrders(pool: Pool, fields: PersonalFields): Orders {
  return {
    async place(order) {
      return inTransaction(pool, async (client) => {
        const { checkoutId, lines } = order;
        const wanted = sumBySku(lines);
        const available = await lockStock(client, checkoutId, [...wanted.keys()]);
        const placed = await idOf(client, checkoutId);
        if (placed) return { kind: 'placed', orderId: placed };
        // Available to this checkout counts its own hold, live or lapsed: what is there is taken.
        if ([...wanted].some(([sku, quantity]) => quantity > (available.get(sku) ?? 0)))
          return { kind: 'sold_out' };
        const { promotionCode: code, conversationId } = order;
        if (code && !(await consumeUse(client, checkoutId, { code, conversationId })))
          return { kind: 'code_used_up' };
        const orderId = await insertOrder(client, fields, order);
        await takeStock(client, checkoutId, wanted);
        await bumpCatalogVersion(client);
        return { kind: 'placed', orderId };
      });
    },

    async markPaid(checkoutId) {
      const { rowCount } = await pool.query(
        `update orders set state = 'paid' where checkout_id = $1 and state = 'authorised'`,
        [checkoutId],
      );
      if (!rowCount && !(await idOf(pool, checkoutId)))
        throw new Error(`checkout ${checkoutId} has no order to mark as paid`);
    },

    async revoke(checkoutId) {
      await inTransaction(pool, async (client) => {
        const revoked = await client.query<{ id: string }>(
          `update orders set state = 'cancelled' where checkout_id = $1 and state in ('authorised', 'paid') returning id`,
          [checkoutId],
        );
        const id = revoked.rows[0]?.id;
        if (id === undefined) return;
        await client.query(
          `update variants v set stock = v.stock + back.quantity from (
             select sku, sum(quantity)::integer as quantity from order_lines where order_id = $1 group by sku) back
           where v.sku = back.sku`,
          [id],
        );
        await returnUse(client, checkoutId);
        await bumpCatalogVersion(client);
      });
    },

    get: (orderId, shopperId) =>
      findOrder(pool, fields, 'o.id = $1 and o.shopper_id in (select shoppers_of($2))', [orderId, shopperId]),
    byId: (orderId) => findOrder(pool, fields, 'o.id = $1', [orderId]),
    byCheckout: (checkoutId) => findOrder(pool, fields, 'o.checkout_id = $1', [checkoutId]),
  };
}

async function idOf(database: Pool | PoolClient, checkoutId: CheckoutId): Promise<OrderId | undefined> {
  const { rows } = await database.query<{ id: OrderId }>('select id from orders where checkout_id = $1', [
    checkoutId,
  ]);
  return rows[0]?.id;
}

/** The order, its lines, and the receipt that is to be sent. */
async function insertOrder(client: PoolClient, fields: PersonalFields, order: NewOrder): Promise<OrderId> {
  const id = randomUUID() as OrderId;
  const lines = order.lines.map(({ available: _, ...line }, position) => ({
    position,
    sku: line.sku,
    quantity: line.quantity,
    line,
  }));
  await client.query(
    `with placed as (
       insert into orders (id, checkout_id, conversation_id, shopper_id, state, totals, address, shipping, provider,
                           payment_id, promotion_code, gift_message, weight_grams, mail_digest)
       select $1, $2, c.id, c.shopper_id, 'authorised', $4, $5, $6, $7, $8, $9, $10, $11, $13
       from conversations c where c.id = $3 returning id, number),
     lines as (
       insert into order_lines (order_id, position, sku, quantity, line)
       select placed.id, l.position, l.sku, l.quantity, l.line
       from placed, json_to_recordset($12::json) as l (position integer, sku text, quantity integer, line jsonb))
     insert into outbox (topic, ref, payload)
     select 'order.placed', id::text, json_build_object('orderId', id, 'number', number) from placed
     on conflict do nothing`,
    [
      id,
      order.checkoutId,
      order.conversationId,
      JSON.stringify(order.totals),
      JSON.stringify(fields.seal(order.address, aboutAddress(id))),
      JSON.stringify(order.shipping),
      order.payment.provider,
      order.payment.paymentId,
      order.promotionCode,
      fields.seal(order.giftMessage, aboutGiftMessage(id)),
      weightOf(order.lines),
      JSON.stringify(lines),
      fields.mailDigest(order.address.email),
    ],
  );
  return id;
}

/** The hold becomes a sale: units leave the shelf, and the hold no longer counts. */
async function takeStock(
  client: PoolClient,
  checkoutId: CheckoutId,
  wanted: Map<string, number>,
): Promise<void> {
  await client.query(
    `with consumed as (update holds set state = 'consumed' where checkout_id = $3 and state = 'held')
     update variants v set stock = v.stock - taken.quantity
     from unnest($1::text[], $2::integer[]) as taken (sku, quantity) where v.sku = taken.sku`,
    [[...wanted.keys()], [...wanted.values()], checkoutId],
  );
}
