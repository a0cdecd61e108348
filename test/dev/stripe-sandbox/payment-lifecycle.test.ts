import { newIntent, RETURN_URL, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

test('a manual payment goes from new over authorised to captured', async () => {
  const created = await newIntent(sandbox.stripe, { metadata: { checkout_id: 'c-1' } });
  expect(created).toMatchObject({
    object: 'payment_intent',
    status: 'requires_payment_method',
    amount: 1234,
    amount_capturable: 0,
    metadata: { checkout_id: 'c-1' },
    latest_charge: null,
    client_secret: expect.stringMatching(/^pi_\w+_secret_\w+$/),
  });

  const confirmed = await sandbox.stripe.paymentIntents.confirm(created.id, {
    payment_method: 'pm_card_visa',
    return_url: RETURN_URL,
    expand: ['latest_charge'],
  });
  expect(confirmed).toMatchObject({
    status: 'requires_capture',
    amount_capturable: 1234,
    amount_received: 0,
  });
  expect(confirmed.latest_charge).toMatchObject({
    object: 'charge',
    captured: false,
    paid: true,
    metadata: { checkout_id: 'c-1' },
    payment_method_details: { card: { brand: 'visa', last4: '4242' } },
  });

  const captured = await sandbox.stripe.paymentIntents.capture(created.id);
  expect(captured).toMatchObject({ status: 'succeeded', amount_capturable: 0, amount_received: 1234 });
  expect(await sandbox.stripe.paymentIntents.retrieve(created.id)).toMatchObject({ status: 'succeeded' });
});

test('an automatic payment is captured as it is confirmed', async () => {
  const paid = await newIntent(sandbox.stripe, {
    capture_method: 'automatic',
    payment_method: 'pm_card_amex',
    return_url: RETURN_URL,
    confirm: true,
  });
  expect(paid).toMatchObject({ status: 'succeeded', amount_received: 1234 });
});

test('a payment method given ahead waits for confirmation', async () => {
  const waiting = await newIntent(sandbox.stripe, { payment_method: 'pm_card_mastercard' });
  expect(waiting.status).toBe('requires_confirmation');
  const confirmed = await sandbox.stripe.paymentIntents.confirm(waiting.id, { return_url: RETURN_URL });
  expect(confirmed.status).toBe('requires_capture');
});
