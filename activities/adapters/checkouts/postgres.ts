import type { Pool } from 'pg';
import {
  type CheckoutId,
  type CheckoutView,
  type Currency,
  computeTotals,
  FINAL_CHECKOUT_STATES,
  sealDocument,
} from '../../../domain/index.js';
import type { Checkouts, PersonalFields } from '../../ports/index.js';
import { answerSql } from '../idempotency/postgres.js';

/**
 * One statement, so that all is there or nothing: where people read the checkout, in the transcript, and where the act
 * is answered from. The conversation's row comes first, as with every writer of its transcript: no two can deadlock.
 */
const PUBLISH = `
  with numbered as (
    update conversations set last_seq = last_seq + 1
    where id = $1 and exists (select from checkouts where id = $2 and version < $3) returning last_seq),
  shown as (
    update checkouts set state = $4, version = $3, view = $5::jsonb, mail_digest = $8, updated_at = now()
    from numbered where id = $2),
  told as (
    insert into conversation_events (conversation_id, seq, kind, ref, payload)
    select $1, last_seq, 'checkout', $6, $5::jsonb from numbered)
  ${answerSql({ act: '$7', answer: '$5::jsonb', given: 'exists (select from numbered)' })}`;

/** The projection of checkouts in the shop's Postgres. */
export function createPostgresCheckouts(
  pool: Pool,
  { currency, fields }: { currency: Currency; fields: PersonalFields },
): Checkouts {
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
      const { id, conversationId, state, version } = view;
      await pool.query({
        name: 'checkout-publish',
        text: PUBLISH,
        values: [
          conversationId,
          id,
          version,
          state,
          JSON.stringify(sealDocument(fields, view)),
          `${id}:${version}`,
          actId,
          view.address && fields.mailDigest(view.address.email),
        ],
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
