import type { Pool, PoolClient } from 'pg';
import {
  type Order,
  type OrderEntry,
  type OrderHappening,
  type OrderId,
  type PaymentProvider,
  sealDocument,
} from '../../../domain/index.js';
import type { OrderBook, PersonalFields } from '../../ports/index.js';
import { writeAnswer } from '../idempotency/postgres.js';
import { sumBySku } from '../inventory/postgres.js';
import { findOrder, findOrders } from '../orders/order-rows.js';
import { bumpCatalogVersion, inTransaction } from '../postgres/transaction.js';
import { returnUse } from '../promotions/postgres.js';
import { exchangeVariant } from './exchange.js';

/** What owes the shopper a mail. */
const MAIL: Partial<Record<OrderHappening, string>> = {
  shipped: 'order.shipped',
  cancelled: 'order.cancelled',
  return_requested: 'order.return_label',
  refunded: 'order.refunded',
};

/** What becomes of orders, in the shop's Postgres. */
export function createPostgresOrderBook(pool: Pool, fields: PersonalFields): OrderBook {
  return {
    async read(orderId) {
      const order = await findOrder(pool, fields, 'o.id = $1', [orderId]);
      const { rows } = await pool.query<{
        provider: PaymentProvider;
        paymentId: string;
        lastEntry: number;
      }>(
        `select provider, payment_id as "paymentId",
           coalesce((select max(seq) from order_events e where e.order_id = o.id), 0) as "lastEntry"
         from orders o where o.id = $1`,
        [orderId],
      );
      const row = rows[0];
      if (!order || !row) throw new Error(`there is no order ${orderId}`);
      const { lastEntry, ...payment } = row;
      return { order, payment, lastEntry };
    },

    async publish(order, entries, actId) {
      await inTransaction(pool, async (client) => {
        // The conversation's row first, as every writer of its transcript does: no two can deadlock.
        const numbered = await client.query<{ last_seq: number }>(
          `update conversations set last_seq = last_seq + 1
           where id = $1 and exists (select from orders where id = $2 and version < $3) returning last_seq`,
          [order.conversationId, order.id, order.version],
        );
        const seq = numbered.rows[0]?.last_seq;
        if (seq === undefined) return;
        const stored = sealDocument(fields, order);
        await writeOrder(client, stored, fields.mailDigest(order.address.email));
        await writeParts(client, order);
        await writeEntries(client, order.id, entries);
        // What is never bought uses up no code.
        if (order.stage === 'cancelled') await returnUse(client, order.checkoutId);
        await client.query(
          `insert into conversation_events (conversation_id, seq, kind, ref, payload) values ($1, $2, 'order', $3, $4)`,
          [order.conversationId, seq, `${order.id}:${order.version}`, JSON.stringify(stored)],
        );
        if (actId) await writeAnswer(client, actId, stored);
      });
    },

    async restock(orderId, key, lines) {
      await inTransaction(pool, async (client) => {
        const back = sumBySku(lines);
        const first = await client.query(
          'insert into stock_movements (key, order_id, changes) values ($1, $2, $3) on conflict do nothing',
          [key, orderId, JSON.stringify([...back])],
        );
        if (first.rowCount === 0) return;
        const skus = [...back.keys()];
        await client.query('select from variants where sku = any ($1) order by sku for update', [skus]);
        await client.query(
          `update variants v set stock = v.stock + back.quantity
           from unnest($1::text[], $2::integer[]) as back (sku, quantity) where v.sku = back.sku`,
          [skus, [...back.values()]],
        );
        await bumpCatalogVersion(client);
      });
    },

    exchange: (orderId, key, position, sku) =>
      inTransaction(pool, (client) => exchangeVariant(client, { orderId, key, position, sku })),

    async outlines(conversationId) {
      const orders = await findOrders(
        pool,
        fields,
        `o.shopper_id in (select same_person(shopper_id) from conversations where id = $1) order by o.placed_at desc limit 20`,
        [conversationId],
      );
      return orders.map(({ id, number, stage, acts }) => ({ id, number, stage, acts }));
    },

    list: (shopperId) =>
      findOrders(
        pool,
        fields,
        'o.shopper_id in (select shoppers_of($1)) order by o.placed_at desc limit 100',
        [shopperId],
      ),

    atStage: (stage) =>
      stage === 'stalled'
        ? findOrders(pool, fields, 'o.stalled order by o.placed_at limit 100', [])
        : findOrders(pool, fields, 'o.stage = $1 order by o.placed_at limit 100', [stage]),

    async entries(orderId) {
      const { rows } = await pool.query<Omit<OrderEntry, 'at'> & { at: Date }>(
        'select seq, at, what, by, details from order_events where order_id = $1 order by seq',
        [orderId],
      );
      return rows.map(({ at, ...entry }) => ({ ...entry, at: at.toISOString() }));
    },
  };
}

/** @param order as it is stored */
async function writeOrder(client: PoolClient, order: Order, mailDigest: string | undefined): Promise<void> {
  await client.query(
    `update orders set state = case when $2 in ('cancelled', 'refunded') then $2 else state end,
       stage = $3, version = $4, view = $5, address = $6, stalled = $7, mail_digest = $8 where id = $1`,
    [
      order.id,
      order.state,
      order.stage,
      order.version,
      JSON.stringify(order),
      JSON.stringify(order.address),
      order.stalled !== undefined,
      mailDigest,
    ],
  );
  const shipped = order.shippedAt !== undefined;
  await client.query(
    `update order_lines l set returned = n.returned, shipped = case when $3 then l.quantity else 0 end
     from json_to_recordset($2::json) as n (position integer, returned integer)
     where l.order_id = $1 and l.position = n.position`,
    [order.id, JSON.stringify(order.lines), shipped],
  );
}

async function writeParts(client: PoolClient, { id, refunds, returns }: Order): Promise<void> {
  for (const { id: refundId, kind, state, amount, reason, at } of refunds) {
    await client.query(
      `insert into refunds (order_id, id, kind, state, amount, currency, reason, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (order_id, id) do update set state = excluded.state`,
      [id, refundId, kind, state, amount.amount, amount.currency, reason, at],
    );
  }
  for (const { id: returnId, state, lines, requestedAt } of returns) {
    await client.query(
      `insert into returns (id, order_id, state, lines, requested_at) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set state = excluded.state`,
      [returnId, id, state, JSON.stringify(lines), requestedAt],
    );
  }
}

async function writeEntries(
  client: PoolClient,
  orderId: OrderId,
  entries: readonly OrderEntry[],
): Promise<void> {
  for (const { seq, at, what, by, details } of entries) {
    // It stands there already when whoever wrote it died before Temporal knew; the conversation's lock keeps order.
    await client.query(
      `insert into order_events (order_id, seq, at, what, by, details) select $1, $2, $3, $4, $5, $6
       where not exists (select from order_events where order_id = $1 and seq = $2)`,
      [orderId, seq, at, what, by, JSON.stringify(details)],
    );
    const topic = MAIL[what];
    if (!topic) continue;
    const { refundId, returnId, amount, carrier, number } = details;
    const tracking = what === 'shipped' ? { carrier, number } : undefined;
    await client.query(
      'insert into outbox (topic, ref, payload) values ($1, $2, $3) on conflict do nothing',
      [topic, `${orderId}:${seq}`, JSON.stringify({ orderId, refundId, returnId, amount, tracking })],
    );
  }
}
