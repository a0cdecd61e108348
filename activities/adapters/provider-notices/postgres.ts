import type { Pool } from 'pg';
import type { ProviderNotice, ProviderNotices } from '../../ports/index.js';

/**
 * Notices in the inbox of webhooks, in the shop's Postgres. What an adapter writes down itself stands there as
 * `noted`: there is nobody to tell of it.
 */
export function createPostgresProviderNotices(pool: Pool): ProviderNotices {
  return {
    async about(provider, paymentId) {
      const { rows } = await pool.query<{ facts: ProviderNotice }>(
        `select facts from webhook_inbox where provider = $1 and payment_id = $2 and facts is not null
         order by received_at, event_id`,
        [provider, paymentId],
      );
      return rows.map(({ facts }) => facts);
    },

    async note(provider, notice) {
      const { rowCount } = await pool.query(
        `insert into webhook_inbox (provider, event_id, type, payment_id, checkout_id, facts, handled_at, outcome)
         values ($1, $2, $3, $4, $5, $6, now(), 'noted') on conflict do nothing`,
        [
          provider,
          notice.id,
          notice.type,
          notice.paymentId,
          notice.checkoutId ?? null,
          JSON.stringify(notice),
        ],
      );
      return rowCount === 1;
    },
  };
}
