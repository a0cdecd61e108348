import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { CheckoutView } from '../../../domain/index.js';

const usd = (amount: number) => ({ amount, currency: 'USD' as const });

/** A checkout as its workflow publishes it, in the state that a test needs. */
export async function givenCheckout(
  pool: pg.Pool,
  conversationId: string,
  state: CheckoutView['state'] = 'awaitingAddress',
): Promise<CheckoutView> {
  const view = CheckoutView.parse({
    id: randomUUID(),
    conversationId,
    state,
    version: 1,
    headline: 'Where should it go?',
    lines: [],
    totals: { subtotal: usd(4_990), shipping: usd(0), tax: usd(0), total: usd(4_990) },
    shippingOptions: [],
    changes: [],
    acts: ['set_address', 'cancel'],
  });
  await pool.query(
    `insert into checkouts (id, conversation_id, shopper_id, state, version, view)
     select $1, id, shopper_id, $3, 1, $4 from conversations where id = $2`,
    [view.id, conversationId, state, view],
  );
  return view;
}

export const ADDRESS = {
  name: 'Ada Lovelace',
  email: 'ada@shop.example',
  line1: '1 Market Street',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
};
