import { randomUUID } from 'node:crypto';
import { FIELDS_IN_THE_CLEAR } from '../../activities/adapters/encryption/personal-fields.js';
import { createPostgresOrderBook } from '../../activities/adapters/order-book/postgres.js';
import type { Order } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import { ADDRESS } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';
import { givenOrder, line, TOTALS, usd } from './support/orders.js';

let api: TestApi;
let owner: ApiClient;
beforeAll(async () => {
  api = await startApi();
  owner = api.client();
});
afterAll(() => api.close());

const given = async (state?: string) => givenOrder(api.database.pool, await owner.openConversation(), state);
const asked = (id: string) => api.asked.filter((one) => one.id === id);

test('the owner reads what was bought, in order, at the prices that were charged, and what can be done', async () => {
  const { id } = await given();
  const { status, body } = await owner.ask('GET', `/v1/orders/${id}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id, number: expect.stringMatching(/^S-\d+$/), state: 'paid', totals: TOTALS });
  expect(body).toMatchObject({ stage: 'placed', acts: ['cancel', 'change_address', 'exchange'], events: [] });
  expect(body.lines).toEqual([
    { ...line('A-1', 1), position: 0, returned: 0 },
    { ...line('B-2', 2), position: 1, returned: 0 },
  ]);
});

test('the owner lists their orders, newest first; who has none sees none', async () => {
  const shopper = api.client();
  const conversation = await shopper.openConversation();
  const ids = [
    (await givenOrder(api.database.pool, conversation)).id,
    (await givenOrder(api.database.pool, conversation)).id,
  ];
  const { body } = await shopper.ask('GET', '/v1/orders');
  expect(body.items.map((order: Order) => order.id)).toEqual(ids.reverse());
  expect((await api.client().ask('GET', '/v1/orders')).body).toEqual({ items: [] });
});

test.each([
  ['GET', '', undefined],
  ['POST', '/cancellation', undefined],
  ['PUT', '/address', ADDRESS],
  ['POST', '/exchange', { position: 0, sku: 'A-2' }],
  ['POST', '/returns', { lines: [{ position: 0, quantity: 1 }], reason: 'small' }],
  ['GET', '/returns/R-100001-1/label', undefined],
] as const)(
  "%s …%s: somebody else's order, an unknown and a malformed id do not exist",
  async (method, path, json) => {
    const { id } = await given();
    const other = api.client();
    await other.openConversation();
    const status = async (client: ApiClient, order: string) =>
      (await client.ask(method, `/v1/orders/${order}${path}`, json ? { json } : {})).status;
    expect(await status(other, id)).toBe(404);
    expect(await status(api.client(), id)).toBe(404);
    expect(await status(owner, randomUUID())).toBe(404);
    expect(await status(owner, 'S-100001')).toBe(404);
    expect(asked(id)).toEqual([]);
  },
);

test('an act under a key reaches the order once, and is answered the same again', async () => {
  const { id } = await given();
  const headers = { 'idempotency-key': 'key-of-this-act' };
  const cancel = () => owner.ask('POST', `/v1/orders/${id}/cancellation`, { headers });
  const first = await cancel();
  const again = await cancel();
  expect([first.status, first.headers.get('idempotency-replayed')]).toEqual([200, null]);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  expect(again.body).toEqual(first.body);
  const acts = asked(id);
  expect(acts).toHaveLength(1);
  expect(acts[0]).toMatchObject({ what: 'actOnOrder', with: { type: 'cancel' } });
});

test.each([
  ['PUT', 'address', { ...ADDRESS, postalCode: 'nowhere' }],
  ['POST', 'exchange', { position: -1, sku: 'A-2' }],
  ['POST', 'exchange', { position: 0, sku: 'A-2', price: 1 }],
  ['POST', 'returns', { lines: [], reason: 'small' }],
  ['POST', 'returns', { lines: [{ position: 0, quantity: -1 }], reason: 'small' }],
  ['POST', 'returns', { lines: [{ position: 0, quantity: 1 }], reason: '' }],
] as const)('%s %s refuses %j', async (method, path, json) => {
  const { id } = await given();
  expect((await owner.ask(method, `/v1/orders/${id}/${path}`, { json })).status).toBe(422);
  expect(asked(id)).toEqual([]);
});

test('an order whose money is not taken yet waits', async () => {
  const { id } = await given('authorised');
  const { status, body } = await owner.ask('POST', `/v1/orders/${id}/cancellation`);
  expect([status, body.type]).toEqual([409, '/problems/not_now']);
  expect(asked(id)).toEqual([]);
});

test('what happened is read in order, and the label of a return is printed', async () => {
  const { id } = await given();
  const book = createPostgresOrderBook(api.database.pool, FIELDS_IN_THE_CLEAR);
  const { order } = await book.read(id as Order['id']);
  const at = new Date().toISOString();
  const back = {
    id: `R-${order.number.slice(2)}-1`,
    state: 'labelled' as const,
    lines: [{ position: 1, quantity: 2 }],
    refund: usd(9_980),
    reason: 'small',
    requestedAt: at,
  };
  const entry = {
    seq: 1,
    at,
    what: 'return_requested' as const,
    by: 'shopper',
    details: { returnId: back.id },
  };
  const changed = { ...order, stage: 'delivered' as const, version: 1, returns: [back] };
  await book.publish(changed, [entry]);
  // An older version, or the same once more, changes nothing.
  await book.publish({ ...changed, stage: 'placed' }, [entry]);

  const { body } = await owner.ask('GET', `/v1/orders/${id}`);
  expect(body).toMatchObject({ stage: 'delivered', returns: [back], events: [entry] });
  const text = await owner.ask('GET', `/v1/orders/${id}/returns/${back.id}/label.txt`);
  expect(text.text).toContain(back.id);
  expect(text.text).toContain(`Order ${order.number}, 2 items`);
  const svg = await owner.ask('GET', `/v1/orders/${id}/returns/${back.id}/label`);
  expect(svg.headers.get('content-type')).toContain('image/svg+xml');
  expect(svg.text).toContain(back.id);
});
