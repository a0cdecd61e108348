import { randomUUID } from 'node:crypto';
import {
  answerPage,
  approvedOrder,
  authorisedOrder,
  newOrder,
  pageOf,
  RETURN_URL,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

const create = (body: unknown = newOrder(), key?: string) =>
  sandbox.call('POST', '/v2/checkout/orders', body, key ? { key } : {});
const authorize = (id: string, key?: string) =>
  sandbox.call('POST', `/v2/checkout/orders/${id}/authorize`, undefined, key ? { key } : {});
const read = async (id: string) => (await sandbox.call('GET', `/v2/checkout/orders/${id}`)).body;
const issue = ({ status, body }: Awaited<ReturnType<typeof authorize>>) => [status, body.details[0]?.issue];

test('an order waits for its payer, and says on which page', async () => {
  const { status, body } = await create();
  expect([status, body.status]).toEqual([201, 'PAYER_ACTION_REQUIRED']);
  expect(pageOf(body)).toBe(`${sandbox.url}/checkoutnow?token=${body.id}`);
});

test('changes answer in brief unless the whole object is asked for', async () => {
  const { body } = await sandbox.call('POST', '/v2/checkout/orders', newOrder(), {
    prefer: 'return=minimal',
  });
  expect(Object.keys(body).sort()).toEqual(['id', 'links', 'status']);
});

test('approved, it is authorised once, and remembers by what', async () => {
  const { id } = await approvedOrder(sandbox);
  expect((await read(id)).status).toBe('APPROVED');
  expect((await authorize(id)).body.status).toBe('COMPLETED');
  expect(issue(await authorize(id))).toEqual([422, 'ORDER_ALREADY_AUTHORIZED']);
  expect((await read(id)).purchase_units[0]?.payments.authorizations).toMatchObject([{ status: 'CREATED' }]);
});

test('before its payer has approved it nothing is authorised', async () => {
  const { body } = await create();
  expect(issue(await authorize(body.id))).toEqual([422, 'ORDER_NOT_APPROVED']);
});

test('the page sends whoever approves to the return URL, and whoever cancels to the other', async () => {
  const [{ body: one }, { body: other }] = [await create(), await create()];
  const approved = new URL(await answerPage(pageOf(one), 'approve'));
  expect(approved.searchParams.get('token')).toBe(one.id);
  expect(approved.searchParams.get('PayerID')).toMatch(/^\w{13}$/);
  expect(await answerPage(pageOf(other), 'cancel')).toBe(`${RETURN_URL}?cancelled=&token=${other.id}`);
  expect((await read(other.id)).status).toBe('PAYER_ACTION_REQUIRED');
});

test('the page has no script and may post to nobody but itself and the shop', async () => {
  const { body } = await create();
  const response = await fetch(pageOf(body));
  expect(await response.text()).not.toMatch(/<script|javascript:/i);
  expect(response.headers.get('content-security-policy')).toContain("form-action 'self' http://shop.test;");
});

test('a declined instrument sends the payer back to the page, and the order remembers why', async () => {
  const { id } = await approvedOrder(sandbox, 'declined');
  expect(issue(await authorize(id))).toEqual([422, 'INSTRUMENT_DECLINED']);
  const order = await read(id);
  expect(order).toMatchObject({
    status: 'PAYER_ACTION_REQUIRED',
    purchase_units: [{ most_recent_errors: [{ issue: 'INSTRUMENT_DECLINED' }] }],
  });
  await answerPage(pageOf(order), 'approve');
  expect((await authorize(id)).status).toBe(201);
});

test('a bank that asks once more sends the payer back to the page, without a decline', async () => {
  const { id } = await approvedOrder(sandbox, 'asks_again');
  expect(issue(await authorize(id))).toEqual([422, 'PAYER_ACTION_REQUIRED']);
  expect((await read(id)).purchase_units[0]).not.toHaveProperty('most_recent_errors');
});

test('a request id repeats its answer, a decline too, and is good for one request alone', async () => {
  const key = randomUUID();
  const { body: first } = await create(newOrder(), key);
  expect((await create(newOrder(), key)).body.id).toBe(first.id);
  expect(issue(await create(newOrder('99.00'), key))).toEqual([422, 'PAYPAL_REQUEST_ID_PREVIOUSLY_USED']);

  const { id } = await approvedOrder(sandbox, 'declined');
  const attempt = randomUUID();
  await authorize(id, attempt);
  await answerPage(pageOf(await read(id)), 'approve');
  expect(issue(await authorize(id, attempt))).toEqual([422, 'INSTRUMENT_DECLINED']);
});

test('a request id that met a refusal without effects may try again', async () => {
  const { body } = await create();
  const key = randomUUID();
  expect(issue(await authorize(body.id, key))).toEqual([422, 'ORDER_NOT_APPROVED']);
  await answerPage(pageOf(body), 'approve');
  expect((await authorize(body.id, key)).status).toBe(201);
});

test('an open order can be described anew, a completed one cannot', async () => {
  const patch = (id: string) =>
    sandbox.call('PATCH', `/v2/checkout/orders/${id}`, [
      { op: 'replace', path: "/purchase_units/@reference_id=='default'/description", value: 'Two hats' },
    ]);
  const { body } = await create();
  expect((await patch(body.id)).status).toBe(204);
  expect((await read(body.id)).purchase_units[0]).toMatchObject({ description: 'Two hats' });
  const { order } = await authorisedOrder(sandbox);
  expect((await patch(order.id)).status).toBe(422);
});

test.each<
  [string, () => Promise<{ status: number; body: { name: string; debug_id: string } }>, number, string]
>([
  ['a body of the wrong shape', () => create({ intent: 'AUTHORIZE' }), 400, 'INVALID_REQUEST'],
  ['an amount that is no decimal string', () => create(newOrder('12,3')), 400, 'INVALID_REQUEST'],
  ['an order that is not there', () => authorize('5O190127TN364715T'), 404, 'RESOURCE_NOT_FOUND'],
  [
    'a token that nobody gave out',
    () => sandbox.call('GET', '/v2/checkout/orders/X', undefined, { token: 'A21AAmadeUp' }),
    401,
    'AUTHENTICATION_FAILURE',
  ],
])("%s is refused in PayPal's words", async (_, call, status, name) => {
  const answer = await call();
  expect(answer.status).toBe(status);
  expect(answer.body).toMatchObject({ name, debug_id: expect.stringMatching(/^[0-9a-f]{13}$/) });
});
