import { randomUUID } from 'node:crypto';
import { STAFF_TOKEN, startApi, type TestApi } from './support/api.js';
import { givenOrder, usd } from './support/orders.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const headers = { authorization: `Bearer ${STAFF_TOKEN}` };
const by = { by: 'Grace', reason: 'The carrier was here.' };
const given = async () => (await givenOrder(api.database.pool, await api.client().openConversation())).id;
const ask = (path: string, json: object = by, shown = headers) =>
  api.client().ask('POST', `/v1/staff/orders/${path}`, { json, headers: shown });
const audited = async (id: string) =>
  (
    await api.database.pool.query('select actor, act, reason, details from audit_log where subject = $1', [
      `order/${id}`,
    ])
  ).rows;

test.each([
  ['packing', {}, { type: 'pack' }],
  ['shipment', { tracking: { carrier: 'Swift', number: '1' } }, { type: 'ship' }],
  ['delivery', {}, { type: 'deliver' }],
  ['refunds', { amount: usd(100) }, { type: 'refund' }],
  ['refunds/resumption', {}, { type: 'resume' }],
  ['refunds/settlement', {}, { type: 'settle_by_hand' }],
  ['returns/R-1-1/receipt', {}, { type: 'receive_return', returnId: 'R-1-1' }],
])('%s is told to the workflow and kept in the audit log', async (path, more, command) => {
  const id = await given();
  expect((await ask(`${id}/${path}`, { ...by, ...more })).status).toBe(200);
  expect(api.asked.at(-1)).toMatchObject({
    what: 'staffActOnOrder',
    id,
    with: { ...command, ...more, ...by },
  });
  // The number of a parcel leads to where somebody lives: the log, which keeps for good, has no use for it.
  const details = 'tracking' in more ? { carrier: 'Swift' } : more;
  expect(await audited(id)).toMatchObject([
    { actor: by.by, act: `order.${command.type}`, reason: by.reason, details },
  ]);
  expect(JSON.stringify(await audited(id))).not.toContain('"number"');
});

test.each([
  ['shipment', by],
  ['delivery', { by: 'Grace', reason: ' ' }],
  ['refunds', by],
  ['refunds', { ...by, amount: { amount: 1.5, currency: 'USD' } }],
  ['refunds', { ...by, amount: { amount: 100, currency: 'XXX' } }],
])('%s refuses %j and leaves no trace', async (path, json) => {
  const id = await given();
  expect((await ask(`${id}/${path}`, json)).status).toBe(422);
  expect(await audited(id)).toEqual([]);
});

test('without the token, or for an order that is not there, nothing is done', async () => {
  const id = await given();
  expect((await ask(`${id}/delivery`, by, { authorization: 'Bearer wrong' })).status).toBe(401);
  expect((await ask(`${randomUUID()}/delivery`)).status).toBe(404);
  expect(await audited(id)).toEqual([]);
});

test('lists orders by stage, and those that need a person', async () => {
  const id = await given();
  const ids = async (query: string) =>
    (await api.client().ask('GET', `/v1/staff/orders${query}`, { headers })).body.items.map(
      (order: { id: string }) => order.id,
    );
  expect(await ids('')).toContain(id);
  expect(await ids('?stage=stalled')).not.toContain(id);
  expect((await api.client().ask('GET', '/v1/staff/orders?stage=zap', { headers })).status).toBe(422);
});
