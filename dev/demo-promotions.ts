import type { Pool } from 'pg';

/** Codes to try the demo shop with. Made once; what a merchant has done to them since stays. */
export async function seedDemoPromotions(pool: Pool, currency = 'USD'): Promise<void> {
  await pool.query(
    `insert into promotions (code, kind, basis_points, currency, minimum_subtotal, limit_per_shopper) values
       ('WELCOME10', 'percent', 1000, null, null, 1),
       ('FREESHIP', 'free_shipping', null, $1, 3000, null)
     on conflict (code) do nothing`,
    [currency],
  );
}
