import { randomUUID } from 'node:crypto';
import {
  approvedOrder,
  authorisedOrder,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

const act = (path: string, body?: unknown, key?: string) =>
  sandbox.call('POST', `/v2/payments/${path}`, body, key ? { key } : {});
const usd = (value: string) => ({ amount: { currency_code: 'USD', value } });
const issue = ({ status, body }: Awaited<ReturnType<typeof act>>) => [status, body.details[0]?.issue];

async function captured() {
  const { authorizationId, order } = await authorisedOrder(sandbox);
  const { body } = await act(`authorizations/${authorizationId}/capture`);
  return { captureId: body.id, order };
}

test('what is captured cannot be captured again or voided', async () => {
  const { authorizationId } = await authorisedOrder(sandbox);
  expect((await act(`authorizations/${authorizationId}/capture`)).body.status).toBe('COMPLETED');
  for (const again of ['capture', 'void']) {
    expect(issue(await act(`authorizations/${authorizationId}/${again}`))).toEqual([
      422,
      'AUTHORIZATION_ALREADY_CAPTURED',
    ]);
  }
});

test('what is voided cannot be captured', async () => {
  const { authorizationId } = await authorisedOrder(sandbox);
  expect((await act(`authorizations/${authorizationId}/void`)).body.status).toBe('VOIDED');
  expect(issue(await act(`authorizations/${authorizationId}/capture`))).toEqual([
    422,
    'AUTHORIZATION_VOIDED',
  ]);
});

test('it is given back in parts, to the cent, and never more than was taken', async () => {
  const { captureId, order } = await captured();
  expect((await act(`captures/${captureId}/refund`, usd('12.33'))).status).toBe(201);
  expect(issue(await act(`captures/${captureId}/refund`, usd('0.02')))).toEqual([
    422,
    'REFUND_AMOUNT_EXCEEDED',
  ]);
  expect((await act(`captures/${captureId}/refund`, usd('0.01'))).status).toBe(201);
  expect(issue(await act(`captures/${captureId}/refund`, usd('0.01')))).toEqual([
    422,
    'CAPTURE_FULLY_REFUNDED',
  ]);
  const { body } = await sandbox.call('GET', `/v2/checkout/orders/${order.id}`);
  expect(body.purchase_units[0]?.payments).toMatchObject({
    captures: [{ status: 'REFUNDED' }],
    refunds: [{ status: 'COMPLETED' }, { status: 'COMPLETED' }],
  });
});

test('of many captures at once, and of one request id many times, one takes the money', async () => {
  const { authorizationId, order } = await authorisedOrder(sandbox);
  const path = `authorizations/${authorizationId}/capture`;
  const key = randomUUID();
  const answers = await Promise.all([
    ...Array.from({ length: 4 }, () => act(path)),
    ...Array.from({ length: 4 }, () => act(path, undefined, key)),
  ]);
  for (const { status } of answers) expect([201, 409, 422]).toContain(status);
  const { captures } = await sandbox.ledger();
  const ours = captures.filter((one) => one.supplementary_data.related_ids.order_id === order.id);
  expect(ours).toHaveLength(1);
});

test('movements can be read by their ids', async () => {
  const { authorizationId } = await authorisedOrder(sandbox);
  const { body: capture } = await act(`authorizations/${authorizationId}/capture`);
  const { body: refund } = await act(`captures/${capture.id}/refund`, usd('1.00'));
  for (const [path, id] of [
    ['authorizations', authorizationId],
    ['captures', capture.id],
    ['refunds', refund.id],
  ]) {
    expect((await sandbox.call('GET', `/v2/payments/${path}/${id}`)).body.id).toBe(id);
  }
});

test('a call that fails after it was done is found done with the same request id', async () => {
  const { authorizationId } = await authorisedOrder(sandbox);
  await sandbox.fault({ operation: 'authorizations.capture', kind: 'server_error', phase: 'after' });
  const key = randomUUID();
  const path = `authorizations/${authorizationId}/capture`;
  expect((await act(path, undefined, key)).status).toBe(500);
  expect((await act(path, undefined, key)).status).toBe(201);
});

test('a call that fails while it is done leaves nothing behind', async () => {
  const { id } = await approvedOrder(sandbox);
  await sandbox.fault({ operation: 'orders.authorize', kind: 'server_error', phase: 'during', status: 503 });
  const path = `/v2/checkout/orders/${id}/authorize`;
  expect((await sandbox.call('POST', path)).status).toBe(503);
  expect((await sandbox.call('GET', `/v2/checkout/orders/${id}`)).body.status).toBe('APPROVED');
});

test('a sandbox that starts again knows its orders, its tokens and its request ids', async () => {
  const { authorizationId } = await authorisedOrder(sandbox);
  const key = randomUUID();
  const path = `authorizations/${authorizationId}/capture`;
  const { body: before } = await act(path, undefined, key);
  await sandbox.restart();
  expect((await act(path, undefined, key)).body.id).toBe(before.id);
});
