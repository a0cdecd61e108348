import type pg from 'pg';
import { FIELDS_IN_THE_CLEAR } from '../../../activities/adapters/encryption/personal-fields.js';
import { createPostgresOrders } from '../../../activities/adapters/orders/postgres.js';
import type { WorkflowGateway } from '../../../api/gateway/workflow-gateway.js';
import type { CheckoutView, Order, OrderId } from '../../../domain/index.js';

/** Appends a reply as an activity does; returns its seq. */
export async function appendReply(
  pool: pg.Pool,
  conversationId: string,
  ref: string,
  text: string,
): Promise<number> {
  const { rows } = await pool.query(
    `with numbered as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq)
     insert into conversation_events (conversation_id, seq, kind, ref, payload)
     select $1, last_seq, 'reply', $2, $3 from numbered returning seq`,
    [conversationId, ref, { inReplyTo: ref, blocks: [{ type: 'text', text }] }],
  );
  return rows[0].seq;
}

/** Stands in for workflows where a test is about the api alone: replies at once and notes what it was asked. */
export function scriptedGateway(pool: pg.Pool) {
  const asked: { what: string; id: string; with?: unknown; actId?: string }[] = [];
  const gateway: WorkflowGateway = {
    async turn({ id }, { messageId }) {
      asked.push({ what: 'turn', id, with: messageId });
      return { seq: await appendReply(pool, id, messageId, `You said ${messageId}.`) };
    },
    async person({ id }, request) {
      asked.push({ what: 'person', id, with: request, actId: request.ref });
      return { seq: 1 };
    },
    async story() {
      return [];
    },
    async act(id, command, actId) {
      asked.push({ what: 'act', id, with: command, actId });
      return await readView(pool, id);
    },
    async staffAct(id, command, actId) {
      asked.push({ what: 'staffAct', id, with: command, actId });
      return await readView(pool, id);
    },
    async paymentNews(id, eventId) {
      asked.push({ what: 'paymentNews', id, with: eventId });
      return 'told';
    },
    async actOnOrder(id, command, actId) {
      asked.push({ what: 'actOnOrder', id, with: command, actId });
      return await readOrder(pool, id);
    },
    async staffActOnOrder(id, command, actId) {
      asked.push({ what: 'staffActOnOrder', id, with: command, actId });
      return await readOrder(pool, id);
    },
    async orderNews(id, news) {
      asked.push({ what: 'orderNews', id, with: news });
    },
    async erase(person) {
      asked.push({ what: 'erase', id: person });
    },
    async ping() {},
  };
  return { gateway, asked };
}

async function readView(pool: pg.Pool, id: string): Promise<CheckoutView> {
  const { rows } = await pool.query('select view from checkouts where id = $1', [id]);
  return rows[0].view;
}

async function readOrder(pool: pg.Pool, id: OrderId): Promise<Order> {
  const order = await createPostgresOrders(pool, FIELDS_IN_THE_CLEAR).byId(id);
  if (!order) throw new Error(`there is no order ${id}`);
  return order;
}
