import { authorisedIntent, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

const post = (path: string, body: object) =>
  fetch(`${sandbox.url}/_sandbox/disputes${path}`, { method: 'POST', body: JSON.stringify(body) });

test('a bank disputes what was taken, decides once, and Stripe tells of both', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  await sandbox.stripe.paymentIntents.capture(id);
  const opened = await post('', { payment_intent: id, reason: 'product_not_received' });
  expect(opened.status).toBe(201);
  const dispute = await opened.json();
  expect(dispute).toMatchObject({ payment_intent: id, amount: 1234, status: 'needs_response' });
  expect(await (await post(`/${dispute.id}/verdict`, { status: 'lost' })).json()).toMatchObject({
    status: 'lost',
  });
  expect((await post(`/${dispute.id}/verdict`, { status: 'won' })).status).toBe(400);
  const { data } = await sandbox.stripe.events.list({ limit: 2 });
  expect(data.map(({ type }) => type)).toEqual(['charge.dispute.closed', 'charge.dispute.created']);
});

test('what was not taken cannot be disputed, nor what is not there', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  expect((await post('', { payment_intent: id })).status).toBe(400);
  expect((await post('', { payment_intent: 'pi_none' })).status).toBe(404);
  expect((await post('', {})).status).toBe(422);
});
