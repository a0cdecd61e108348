import { PERSONAL_DATA } from '../../api/stores/personal-data.js';
import { ShopError } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';
import { givenOrder } from './support/orders.js';
import { signedIn } from './support/people.js';

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

const erasureOf = async (client: ApiClient, receipt = '') =>
  (await client.ask('GET', `/v1/me/erasure${receipt && `?receipt=${receipt}`}`)).body;
const begun = () => api.asked.filter(({ what }) => what === 'erase');

test('who asks to be erased is nobody from then on, and their browser knows how it stands', async () => {
  const { guest } = await shopperWithOrder();
  expect(await erasureOf(guest)).toMatchObject({ state: 'none' });
  const before = begun().length;
  const { status, body } = await guest.ask('POST', '/v1/me/erasure');
  expect([status, body.state]).toEqual([202, 'under_way']);
  expect(begun().length).toBe(before + 1);
  expect((await guest.ask('GET', '/v1/conversations')).body.items).toEqual([]);
  expect(await erasureOf(guest)).toEqual(body);
  expect(await erasureOf(api.client(), body.id)).toEqual(body);
  expect(await erasureOf(api.client())).toMatchObject({ state: 'none' });
  // Somebody new begins in the same browser.
  const id = await guest.openConversation();
  expect((await guest.ask('GET', '/v1/conversations')).body.items).toMatchObject([{ id }]);
});

test('asking again, with an answer that was lost, is the same erasure', async () => {
  const { guest } = await shopperWithOrder();
  const cookies = [...guest.cookies];
  const first = await guest.ask('POST', '/v1/me/erasure');
  const again = api.client();
  for (const [name, value] of cookies) again.setCookie(name, value);
  expect((await again.ask('POST', '/v1/me/erasure')).body).toEqual(first.body);
});

test('nobody is told that there is nobody; a guest who has joined an account erases nothing of it', async () => {
  expect((await api.client().ask('POST', '/v1/me/erasure')).status).toBe(404);
  const { guest } = await shopperWithOrder();
  const { rows } = await api.database.pool.query('select id from shoppers order by created_at desc limit 1');
  await signedIn(api, { subject: 'joins' });
  await api.database.pool.query(
    `update shoppers set account_id = (select id from accounts where subject = 'joins') where id = $1`,
    [rows[0].id],
  );
  expect((await guest.ask('POST', '/v1/me/erasure')).status).toBe(404);
});

test('what is not begun because Temporal is away is written down all the same', async () => {
  const { guest } = await shopperWithOrder();
  const { erase } = api.deps.workflows;
  api.deps.workflows.erase = () => Promise.reject(new ShopError('unavailable', 'Temporal is away.'));
  try {
    expect((await guest.ask('POST', '/v1/me/erasure')).status).toBe(503);
  } finally {
    api.deps.workflows.erase = erase;
  }
  expect(await erasureOf(guest)).toMatchObject({ state: 'under_way' });
});

test('staff erase the whole account of a case, by reason, in the audit log; ops see what is under way', async () => {
  const member = await signedIn(api, { subject: 'by-phone', name: 'Ada by phone' });
  const conversation = await member.openConversation();
  const { id: order } = await givenOrder(api.database.pool, conversation);
  const [support, ops] = [
    await signedIn(api, { roles: ['support'] }),
    await signedIn(api, { roles: ['ops'] }),
  ];
  const json = { by: 'Grace', reason: 'asked for by phone, proved by order number' };
  const path = `/v1/staff/cases/order/${order}/erasure`;
  expect((await support.ask('POST', path, { json: { by: 'Grace' } })).status).toBe(422);
  const { status, body } = await support.ask('POST', path, { json });
  expect([status, body.askedBy]).toEqual([202, 'staff']);
  const { rows } = await api.database.pool.query(`select id from accounts where subject = 'by-phone'`);
  expect(begun().at(-1)?.id).toBe(rows[0].id);
  expect((await ops.ask('GET', '/v1/staff/erasures')).body.items).toContainEqual(body);
  expect((await ops.ask('GET', `/v1/staff/audit?subject=order/${order}`)).body.items).toMatchObject([
    { act: 'person.erase', reason: json.reason },
  ]);
  expect((await support.ask('POST', path, { json })).body.id).toBe(body.id);
});
