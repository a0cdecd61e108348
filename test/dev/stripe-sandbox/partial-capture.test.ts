import {
  authorisedIntent,
  failureOf,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

test('captures a part once and lets the rest go', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  const captured = await sandbox.stripe.paymentIntents.capture(id, {
    amount_to_capture: 1000,
    expand: ['latest_charge'],
  });
  expect(captured).toMatchObject({
    status: 'succeeded',
    amount: 1234,
    amount_received: 1000,
    amount_capturable: 0,
    latest_charge: { amount_captured: 1000, amount_refunded: 234, captured: true },
  });
});

test('refuses to capture more than was authorised', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  const failure = await failureOf(sandbox.stripe.paymentIntents.capture(id, { amount_to_capture: 1235 }));
  expect(failure).toMatchObject({ statusCode: 400, code: 'amount_too_large', param: 'amount_to_capture' });
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
});
