import { PERSONAL_DATA } from '../../api/stores/personal-data.js';
import { startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';
import { givenOrder } from './support/orders.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

async function shopperWithOrder() {
  const guest = api.client();
  const conversation = await guest.openConversation();
  await givenCheckout(api.database.pool, conversation, 'awaitingPayment');
  const { id: order } = await givenOrder(api.database.pool, conversation);
  return { guest, conversation, order };
}

test('somebody gets all that the shop knows of them, as a file, and nothing of anybody else', async () => {
  const mine = await shopperWithOrder();
  const other = await shopperWithOrder();
  const { status, headers, body } = await mine.guest.ask('GET', '/v1/me/export');
  expect(status).toBe(200);
  expect(headers.get('content-disposition')).toMatch(/^attachment; filename=/);
  expect(Object.keys(body).sort()).toEqual(['account', 'exportedAt', ...PERSONAL_DATA].sort());
  expect(body.conversations).toMatchObject([{ id: mine.conversation, cart: [] }]);
  expect(body.orders).toMatchObject([{ id: mine.order, address: { country: expect.any(String) } }]);
  expect(body.checkouts.length).toBeGreaterThan(0);
  expect(JSON.stringify(body)).not.toContain(other.conversation);
  expect(JSON.stringify(body)).not.toContain(other.order);
});

test('of somebody who has never been here there is nothing', async () => {
  const { body } = await api.client().ask('GET', '/v1/me/export');
  expect(body.account).toBeNull();
  for (const part of PERSONAL_DATA) expect([part, body[part]]).toEqual([part, []]);
});
