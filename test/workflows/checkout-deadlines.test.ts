import { Buyer } from './support/buyer.js';
import { startWorkflows, type Workflows } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows({ holdSeconds: 5 });
});
afterAll(() => shop.close());

test('a hold that runs out ends the checkout: nothing charged, stock back, cart kept', async () => {
  const buyer = await Buyer.readyToPay(shop);
  expect((await buyer.view()).holdExpiresAt).toBeDefined();
  await buyer.reaches('expired');
  expect(await buyer.books()).toMatchObject({
    orders: [],
    holds: [{ state: 'released' }],
    intents: [{ status: 'canceled', taken: 0 }],
  });
  const { rows } = await shop.pool.query(
    'select count(*)::int as lines from cart_lines where conversation_id = (select conversation_id from checkouts where id = $1)',
    [buyer.id],
  );
  expect(rows).toEqual([{ lines: 1 }]);
});
