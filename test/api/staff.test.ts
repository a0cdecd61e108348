import { randomUUID } from 'node:crypto';
import { get } from 'node:http';
import { ShopError } from '../../domain/index.js';
import { STAFF_TOKEN, startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const headers = { authorization: `Bearer ${STAFF_TOKEN}` };
const json = { by: 'Grace', reason: 'The bank says it went through.' };
const stalled = async () =>
  await givenCheckout(api.database.pool, await api.client().openConversation(), 'stalled');
const ask = (id: string, more = {}) =>
  api
    .client()
    .ask('POST', `/v1/staff/checkouts/${id}/acts`, { json: { type: 'resume', ...json }, headers, ...more });
const audited = async (id: string) =>
  (
    await api.database.pool.query('select actor, act, reason, details from audit_log where subject = $1', [
      `checkout/${id}`,
    ])
  ).rows;

test.each([
  ['no token', {}],
  ['a wrong token', { authorization: 'Bearer wrong' }],
  ['another scheme', { authorization: `Basic ${STAFF_TOKEN}` }],
  ['the token and more', { authorization: `Bearer ${STAFF_TOKEN}x` }],
])('%s opens no staff route', async (_name, headers) => {
  const { id } = await stalled();
  const list = await api.client().ask('GET', '/v1/staff/checkouts', { headers });
  expect([list.status, list.body.type]).toEqual([401, '/problems/unauthenticated']);
  expect(list.headers.get('www-authenticate')).toMatch(/^Bearer/);
  expect((await ask(id, { headers })).status).toBe(401);
  expect(await audited(id)).toEqual([]);
});

test('the staff token counts from this machine alone: not through a proxy, nor under another name', async () => {
  const list = (more: Record<string, string>) =>
    api.client().ask('GET', '/v1/staff/checkouts', { headers: { ...headers, ...more } });
  expect((await list({})).status).toBe(200);
  const forwarding: Record<string, string>[] = [
    { 'x-forwarded-for': '127.0.0.1' },
    { forwarded: 'for=127.0.0.1' },
    { 'x-real-ip': '::1' },
  ];
  for (const more of forwarding) expect([more, (await list(more)).status]).toEqual([more, 401]);
  const { hostname, port } = new URL(api.base);
  const rebound = await new Promise<number>((resolve) =>
    get(
      { hostname, port, path: '/v1/staff/checkouts', headers: { ...headers, host: 'shop.example' } },
      (answer) => resolve(answer.resume().statusCode ?? 0),
    ),
  );
  expect(rebound).toBe(401);
});

test('without a staff token, none opens anything', async () => {
  const shop = await startApi({ identity: { staffToken: undefined } });
  try {
    for (const token of ['undefined', '', STAFF_TOKEN]) {
      const { status } = await shop
        .client()
        .ask('GET', '/v1/staff/checkouts', { headers: { authorization: `Bearer ${token}` } });
      expect(status).toBe(401);
    }
  } finally {
    await shop.close();
  }
});

test('lists the checkouts that wait for a person, and those of any other state', async () => {
  const waiting = await stalled();
  const other = await givenCheckout(
    api.database.pool,
    await api.client().openConversation(),
    'awaitingPayment',
  );
  const ids = async (query: string) =>
    (await api.client().ask('GET', `/v1/staff/checkouts${query}`, { headers })).body.items.map(
      ({ id }: { id: string }) => id,
    );
  expect(await ids('')).toContain(waiting.id);
  expect(await ids('')).not.toContain(other.id);
  expect(await ids('?state=awaitingPayment')).toEqual([other.id]);
  expect((await api.client().ask('GET', '/v1/staff/checkouts?state=zap', { headers })).status).toBe(422);
});

test.each([
  [{ type: 'resume' }],
  [{ type: 'retry_payment' }],
  [{ type: 'drop_item', sku: 'A-1' }],
  [{ type: 'substitute_item', sku: 'A-1', withSku: 'B-2' }],
  [{ type: 'refund' }],
  [{ type: 'settled_by_hand' }],
  [{ type: 'cancel' }],
])('%j is told to the workflow and kept in the audit log', async ({ type, ...items }) => {
  const { id } = await stalled();
  const answer = await ask(id, { json: { type, ...items, ...json } });
  expect([answer.status, answer.body.id]).toEqual([200, id]);
  expect(api.asked.at(-1)).toMatchObject({ what: 'staffAct', id, with: { type, ...items, ...json } });
  const details = { requestId: answer.headers.get('x-request-id'), ...items };
  expect(await audited(id)).toEqual([
    { actor: json.by, act: `checkout.${type}`, reason: json.reason, details },
  ]);
});

test('an act that fails is in the audit log all the same', async () => {
  const { id } = await stalled();
  jest
    .spyOn(api.deps.workflows, 'staffAct')
    .mockRejectedValueOnce(new ShopError('not_now', 'It is not stalled.'));
  expect((await ask(id)).status).toBe(409);
  expect(await audited(id)).toHaveLength(1);
});

test('the audit log keeps what is in it', async () => {
  const { id } = await stalled();
  await ask(id);
  for (const change of [
    "update audit_log set actor = 'nobody'",
    'delete from audit_log',
    'truncate audit_log',
  ])
    await expect(api.database.pool.query(change)).rejects.toThrow('append only');
  expect(await audited(id)).toMatchObject([{ actor: 'Grace' }]);
});

test.each([
  [{}],
  [{ by: 'Grace' }],
  [{ by: ' ', reason: 'x' }],
  [{ by: 'Grace', reason: '' }],
  [{ by: 'Grace', reason: 'x'.repeat(501) }],
  [{ by: 'Grace', reason: 'x', type: 'bribe' }],
  [{ by: 'Grace', reason: 'x', type: 'drop_item' }],
])('an act without a name and a reason is refused: %j', async (incomplete) => {
  const { id } = await stalled();
  expect((await ask(id, { json: { type: 'resume', ...incomplete } })).status).toBe(422);
  expect(await audited(id)).toEqual([]);
});

test('an unknown checkout is a 404 and leaves no trace', async () => {
  const id = randomUUID();
  expect((await ask(id)).status).toBe(404);
  expect(await audited(id)).toEqual([]);
});

test('an act sent again with its key is done and audited once, and answered the same', async () => {
  const { id } = await stalled();
  const again = { headers: { ...headers, 'idempotency-key': randomUUID() } };
  const first = await ask(id, again);
  const asked = api.asked.length;
  const second = await ask(id, again);
  expect([second.status, second.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  expect(second.body).toEqual(first.body);
  expect(api.asked).toHaveLength(asked);
  expect(await audited(id)).toHaveLength(1);
  const other = await ask(id, { ...again, json: { type: 'cancel', ...json } });
  expect([other.status, other.body.type]).toEqual([422, '/problems/idempotency_key_reused']);
});
