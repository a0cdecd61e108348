import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { ADDRESS, givenCheckout } from './checkouts.js';

export const usd = (amount: number) => ({ amount, currency: 'USD' as const });
export const line = (sku: string, quantity: number) => ({
  sku,
  productId: 7,
  name: 'Slim jeans',
  brand: 'Northway',
  size: '32',
  colour: 'blue',
  quantity,
  unitPrice: usd(4_990),
  lineTotal: usd(4_990 * quantity),
  imageUrl: '/v1/products/7/image.svg?colour=blue',
});
export const TOTALS = { subtotal: usd(14_970), shipping: usd(0), tax: usd(1_085), total: usd(16_055) };
const SHIPPING = { id: 'standard', label: 'Standard', price: usd(0), days: { min: 3, max: 5 } };

/** An order as an activity writes it when the checkout is paid. */
export async function givenOrder(
  pool: pg.Pool,
  conversationId: string,
  state = 'paid',
): Promise<{ id: string; checkoutId: string }> {
  const { id: checkoutId } = await givenCheckout(pool, conversationId, 'completed');
  const id = randomUUID();
  await pool.query(
    `insert into orders (id, checkout_id, conversation_id, shopper_id, state, totals, address, shipping)
     select $1, $2, id, shopper_id, $7, $4, $5, $6 from conversations where id = $3`,
    [id, checkoutId, conversationId, TOTALS, ADDRESS, SHIPPING, state],
  );
  for (const [position, item] of [line('A-1', 1), line('B-2', 2)].entries()) {
    await pool.query(
      'insert into order_lines (order_id, position, sku, quantity, line) values ($1, $2, $3, $4, $5)',
      [id, position, item.sku, item.quantity, item],
    );
  }
  return { id, checkoutId };
}
