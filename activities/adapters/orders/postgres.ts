import { randomUUID } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import { type CheckoutId, type OrderId, weightOf } from '../../../domain/index.js';
import type { NewOrder, Orders } from '../../ports/index.js';
import { lockStock, sumBySku } from '../inventory/postgres.js';
import { bumpCatalogVersion, inTransaction } from '../postgres/transaction.js';
import { consumeUse, returnUse } from '../promotions/postgres.js';
import { findOrder } from './order-rows.js';

/** Orders in the shop's Postgres; `orders.checkout_id` is unique, so a checkout can leave one order at most. */
export function createPostgresOrders(pool: Pool): Orders {
  return {
    async place(order) {
      return inTransaction(pool, async (client) => {
        const { checkoutId, lines } = order;
        const wanted = sumBySku(lines);
        const available = await lockStock(client, checkoutId, [...wanted.keys()]);
        const placed = await findOrder(client, 'o.checkout_id = $1', [checkoutId]);
        if (placed) return { kind: 'placed', order: placed };
        // Available to this checkout counts its own hold, live or lapsed: what is there is taken.
        if ([...wanted].some(([sku, quantity]) => quantity > (available.get(sku) ?? 0)))
          return { kind: 'sold_out' };
        const { promotionCode: code, conversationId } = order;
        if (code && !(await consumeUse(client, checkoutId, { code, conversationId })))
          return { kind: 'code_used_up' };
        await insertOrder(client, order);
        await takeStock(client, checkoutId, wanted);
        const written = await findOrder(client, 'o.checkout_id = $1', [checkoutId]);
        if (!written) throw new Error('an order that was just written is not there');
        await client.query(
          `insert into outbox (topic, ref, payload) values ('order.placed', $1, $2) on conflict do nothing`,
          [written.id, JSON.stringify({ orderId: written.id, number: written.number })],
        );
        await bumpCatalogVersion(client);
        return { kind: 'placed', order: written };
      });
    },

    async markPaid(checkoutId) {
      await pool.query(`update orders set state = 'paid' where checkout_id = $1 and state = 'authorised'`, [
        checkoutId,
      ]);
      const order = await findOrder(pool, 'o.checkout_id = $1', [checkoutId]);
      if (!order) throw new Error(`checkout ${checkoutId} has no order to mark as paid`);
      return order;
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
      findOrder(pool, 'o.id = $1 and o.shopper_id in (select shoppers_of($2))', [orderId, shopperId]),
    byId: (orderId) => findOrder(pool, 'o.id = $1', [orderId]),
    byCheckout: (checkoutId) => findOrder(pool, 'o.checkout_id = $1', [checkoutId]),
  };
}

async function insertOrder(client: PoolClient, order: NewOrder): Promise<void> {
  const id = randomUUID() as OrderId;
  await client.query(
    `insert into orders (id, checkout_id, conversation_id, shopper_id, state, totals, address, shipping, provider, payment_id,
                         promotion_code, gift_message, weight_grams)
     select $1, $2, c.id, c.shopper_id, 'authorised', $4, $5, $6, $7, $8, $9, $10, $11 from conversations c where c.id = $3`,
    [
      id,
      order.checkoutId,
      order.conversationId,
      JSON.stringify(order.totals),
      JSON.stringify(order.address),
      JSON.stringify(order.shipping),
      order.payment.provider,
      order.payment.paymentId,
      order.promotionCode,
      order.giftMessage,
      weightOf(order.lines),
    ],
  );
  const lines = order.lines.map(({ available: _, ...line }, position) => ({
    position,
    sku: line.sku,
    quantity: line.quantity,
    line,
  }));
  await client.query(
    `insert into order_lines (order_id, position, sku, quantity, line)
     select $1, l.position, l.sku, l.quantity, l.line
     from json_to_recordset($2::json) as l (position integer, sku text, quantity integer, line jsonb)`,
    [id, JSON.stringify(lines)],
  );
}

/** The hold becomes a sale: units leave the shelf, and the hold no longer counts. */
async function takeStock(
  client: PoolClient,
  checkoutId: CheckoutId,
  wanted: Map<string, number>,
): Promise<void> {
  await client.query(
    `update variants v set stock = v.stock - taken.quantity
     from unnest($1::text[], $2::integer[]) as taken (sku, quantity) where v.sku = taken.sku`,
    [[...wanted.keys()], [...wanted.values()]],
  );
  await client.query(`update holds set state = 'consumed' where checkout_id = $1 and state = 'held'`, [
    checkoutId,
  ]);
}
