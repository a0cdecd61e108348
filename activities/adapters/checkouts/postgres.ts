import type { Pool } from 'pg';
import {
  type CheckoutId,
  type CheckoutView,
  type Currency,
  computeTotals,
  FINAL_CHECKOUT_STATES,
} from '../../../domain/index.js';
import type { Checkouts } from '../../ports/index.js';
import { writeAnswer } from '../idempotency/postgres.js';
import { inTransaction } from '../postgres/transaction.js';

/** The projection of checkouts in the shop's Postgres. */
export function createPostgresCheckouts(pool: Pool, { currency }: { currency: Currency }): Checkouts {
  return {
    async register({ checkoutId, conversationId, shopperId }) {
      const view: CheckoutView = {
        id: checkoutId,
        conversationId,
        state: 'checkingCart',
        version: 0,
        headline: 'Opening the checkout',
        lines: [],
        totals: computeTotals([], currency),
        shippingOptions: [],
        changes: [],
        paymentOptions: [],
        acts: [],
      };
      await pool.query(
        `insert into checkouts (id, conversation_id, shopper_id, state, version, view)
         values ($1, $2, $3, 'checkingCart', 0, $4) on conflict (id) do nothing`,
        [checkoutId, conversationId, shopperId, JSON.stringify(view)],
      );
    },

    async publish(view, actId) {
      await inTransaction(pool, async (client) => {
        // The conversation's row first, as every writer of its transcript does: no two can deadlock.
        const numbered = await client.query<{ last_seq: number }>(
          `update conversations set last_seq = last_seq + 1
           where id = $1 and exists (select from checkouts where id = $2 and version < $3) returning last_seq`,
          [view.conversationId, view.id, view.version],
        );
        const seq = numbered.rows[0]?.last_seq;
        if (seq === undefined) return;
        await client.query(
          'update checkouts set state = $2, version = $3, view = $4, updated_at = now() where id = $1',
          [view.id, view.state, view.version, JSON.stringify(view)],
        );
        await client.query(
          `insert into conversation_events (conversation_id, seq, kind, ref, payload) values ($1, $2, 'checkout', $3, $4)`,
          [view.conversationId, seq, `${view.id}:${view.version}`, JSON.stringify(view)],
        );
        if (actId) await writeAnswer(client, actId, view);
      });
    },

    async openFor(conversationId) {
      const { rows } = await pool.query<{ id: CheckoutId }>(
        `select id from checkouts where conversation_id = $1 and state <> all ($2) order by created_at desc limit 1`,
        [conversationId, FINAL_CHECKOUT_STATES],
      );
      return rows[0]?.id;
    },
  };
}
