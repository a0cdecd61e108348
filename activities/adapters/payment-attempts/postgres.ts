import type { Pool } from 'pg';
import type { PaymentAttempts } from '../../ports/index.js';

/** The book of calls to payment providers, in the shop's Postgres. */
export function createPostgresPaymentAttempts(pool: Pool): PaymentAttempts {
  return {
    async open({ key, checkoutId, provider, operation, paymentId, amount }) {
      await pool.query(
        `insert into payment_attempts (key, checkout_id, provider, operation, payment_id, amount, currency)
         values ($1, $2, $3, $4, $5, $6, $7) on conflict (key) do nothing`,
        [key, checkoutId, provider, operation, paymentId, amount?.amount, amount?.currency],
      );
    },

    async settle(key, paymentId, outcome) {
      await pool.query(
        'update payment_attempts set payment_id = $2, outcome = $3, settled_at = now() where key = $1',
        [key, paymentId, outcome],
      );
    },
  };
}
