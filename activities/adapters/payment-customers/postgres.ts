import type { Pool } from 'pg';
import type { PaymentCustomers } from '../../ports/index.js';

/** Who shoppers are to payment providers, in the shop's Postgres. */
export function createPostgresPaymentCustomers(pool: Pool): PaymentCustomers {
  const customerOf = async (query: string, values: unknown[]) => {
    const { rows } = await pool.query<{ customer_id: string }>(query, values);
    return rows[0]?.customer_id;
  };
  return {
    find: (shopperId, provider) =>
      customerOf('select customer_id from payment_customers where shopper_id = $1 and provider = $2', [
        shopperId,
        provider,
      ]),

    ofCheckout: (checkoutId, provider) =>
      customerOf(
        // Cards are kept for the account; the checkout may be of the guest that its shopper was before.
        `select p.customer_id from checkouts c join shoppers s on s.id = c.shopper_id
         join payment_customers p on p.shopper_id = coalesce(s.account_id, s.id)
         where c.id = $1 and p.provider = $2`,
        [checkoutId, provider],
      ),

    async remember(shopperId, provider, customerId) {
      await pool.query(
        `insert into payment_customers (shopper_id, provider, customer_id) values ($1, $2, $3) on conflict do nothing`,
        [shopperId, provider, customerId],
      );
      return (await this.find(shopperId, provider)) ?? customerId;
    },
  };
}
