import { authorisedOrder, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
let capture: string;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
  const { authorizationId } = await authorisedOrder(sandbox);
  const path = `/v2/payments/authorizations/${authorizationId}/capture`;
  capture = (await sandbox.call('POST', path)).body.id;
});
afterAll(() => sandbox.close());

const post = (path: string, body: object) =>
  fetch(`${sandbox.url}/_sandbox/disputes${path}`, { method: 'POST', body: JSON.stringify(body) });

test('a shopper disputes what was taken, and PayPal decides once', async () => {
  const opened = await post('', { capture });
  expect(opened.status).toBe(201);
  const dispute = await opened.json();
  expect(dispute).toMatchObject({
    status: 'WAITING_FOR_SELLER_RESPONSE',
    dispute_amount: { value: '12.34', currency_code: 'USD' },
    disputed_transactions: [{ seller_transaction_id: capture, custom: 'checkout-1' }],
  });
  const verdict = () => post(`/${dispute.dispute_id}/verdict`, { outcome_code: 'RESOLVED_BUYER_FAVOUR' });
  expect(await (await verdict()).json()).toMatchObject({
    status: 'RESOLVED',
    dispute_outcome: { outcome_code: 'RESOLVED_BUYER_FAVOUR' },
  });
  expect((await verdict()).status).toBe(422);
});

test('what is not there cannot be disputed, nor what was given back', async () => {
  expect((await post('', { capture: 'NONE' })).status).toBe(404);
  expect((await post('', {})).status).toBe(422);
  await sandbox.call('POST', `/v2/payments/captures/${capture}/refund`);
  expect((await post('', { capture })).status).toBe(422);
});
