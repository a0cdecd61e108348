import { randomUUID } from 'node:crypto';
import { until } from '../../../dev/until.js';
import { ADDRESS } from './checkouts.js';
import type { ApiClient, Json } from './client.js';
import type { Shop } from './shop.js';

/** A checkout over one thing that waits for nothing but the payment, and what it comes to. */
export async function payable(shop: Shop, guest: ApiClient): Promise<{ checkout: string; total: Json }> {
  const conversation = await guest.openConversation();
  const tap = (action: object) =>
    guest.ask('POST', `/v1/conversations/${conversation}/messages`, {
      json: { messageId: randomUUID(), text: 'Tap', action },
    });
  const { rows } = await shop.database.pool.query(
    'select product_id, sku from variants where stock >= 10 order by sku limit 1',
  );
  await tap({ type: 'add_to_cart', productId: rows[0].product_id, sku: rows[0].sku, quantity: 1 });
  const { body } = await tap({ type: 'checkout' });
  const checkout = body.reply.blocks.find(({ type }: Json) => type === 'checkout').checkoutId;
  const rests = (state: string) =>
    until(
      async () => {
        const { body: view } = await guest.ask('GET', `/v1/checkouts/${checkout}`);
        return view.state === state && view;
      },
      { what: `the checkout to be ${state}`, timeoutMs: 30_000 },
    );
  const put = (part: string, json: object) => guest.ask('PUT', `/v1/checkouts/${checkout}/${part}`, { json });
  await rests('awaitingAddress');
  await put('address', ADDRESS);
  await rests('awaitingShipping');
  await put('shipping', { optionId: 'standard' });
  const { totals } = await rests('awaitingPayment');
  return { checkout, total: totals.total };
}
