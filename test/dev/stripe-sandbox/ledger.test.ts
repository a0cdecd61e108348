import { authorisedIntent, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

test('the ledger tells every intent, charge and refund in a few fields', async () => {
  const { id, latest_charge } = await authorisedIntent(sandbox.stripe, { metadata: { checkout_id: 'c-1' } });
  await sandbox.stripe.paymentIntents.capture(id);
  const refund = await sandbox.stripe.refunds.create({ payment_intent: id, amount: 200 });
  expect(await sandbox.ledger()).toEqual({
    intents: [
      {
        id,
        status: 'succeeded',
        amount: 1234,
        amount_capturable: 0,
        amount_received: 1234,
        currency: 'usd',
        latest_charge,
        metadata: { checkout_id: 'c-1' },
        created: expect.any(Number),
      },
    ],
    charges: [
      {
        id: latest_charge,
        payment_intent: id,
        status: 'succeeded',
        amount: 1234,
        amount_captured: 1234,
        amount_refunded: 200,
        captured: true,
        refunded: false,
        failure_code: null,
        created: expect.any(Number),
      },
    ],
    refunds: [
      {
        id: refund.id,
        payment_intent: id,
        charge: latest_charge,
        status: 'succeeded',
        amount: 200,
        created: expect.any(Number),
      },
    ],
  });
});

test('health answers while the database does', async () => {
  expect((await fetch(`${sandbox.url}/_sandbox/health`)).status).toBe(200);
});
