import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';
import { ADDRESS, givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';

let api: TestApi;
let owner: ApiClient;
beforeAll(async () => {
  api = await startApi();
  owner = api.client();
});
afterAll(() => api.close());

const usd = (amount: number) => ({ amount, currency: 'USD' });
const line = (sku: string, quantity: number) => ({
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
const TOTALS = { subtotal: usd(14_970), shipping: usd(0), tax: usd(1_085), total: usd(16_055) };
const SHIPPING = { id: 'standard', label: 'Standard', price: usd(0), days: { min: 3, max: 5 } };

/** An order as an activity writes it. */
async function givenOrder(): Promise<string> {
  const { id: checkoutId, conversationId } = await givenCheckout(
    api.database.pool,
    await owner.openConversation(),
  );
  const id = randomUUID();
  await api.database.pool.query(
    `insert into orders (id, checkout_id, conversation_id, shopper_id, state, totals, address, shipping)
     select $1, $2, id, shopper_id, 'paid', $4, $5, $6 from conversations where id = $3`,
    [id, checkoutId, conversationId, TOTALS, ADDRESS, SHIPPING],
  );
  for (const [position, item] of [line('A-1', 1), line('B-2', 2)].entries()) {
    await api.database.pool.query(
      'insert into order_lines (order_id, position, sku, quantity, line) values ($1, $2, $3, $4, $5)',
      [id, position, item.sku, item.quantity, item],
    );
  }
  return id;
}

test('the owner reads what was bought, in order, at the prices that were charged', async () => {
  const id = await givenOrder();
  const { status, body } = await owner.ask('GET', `/v1/orders/${id}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id, number: expect.stringMatching(/^S-\d+$/), state: 'paid', totals: TOTALS });
  expect(body.lines).toEqual([line('A-1', 1), line('B-2', 2)]);
});

test("somebody else's order, an unknown and a malformed id do not exist", async () => {
  const id = await givenOrder();
  const other = api.client();
  await other.openConversation();
  expect((await other.ask('GET', `/v1/orders/${id}`)).status).toBe(404);
  expect((await api.client().ask('GET', `/v1/orders/${id}`)).status).toBe(404);
  expect((await owner.ask('GET', `/v1/orders/${randomUUID()}`)).status).toBe(404);
  expect((await owner.ask('GET', '/v1/orders/S-100001')).status).toBe(404);
});
