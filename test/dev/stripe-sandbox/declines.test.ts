import {
  failureOf,
  newIntent,
  RETURN_URL,
  type SandboxUnderTest,
  sandboxUnderTest,
} from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

test.each([
  ['pm_card_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_visa_chargeDeclined', 'card_declined', 'generic_decline'],
  ['pm_card_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedInsufficientFunds', 'card_declined', 'insufficient_funds'],
  ['pm_card_visa_chargeDeclinedLostCard', 'card_declined', 'lost_card'],
  ['pm_card_visa_chargeDeclinedStolenCard', 'card_declined', 'stolen_card'],
  ['pm_card_visa_chargeDeclinedVelocityLimitExceeded', 'card_declined', 'card_velocity_exceeded'],
  ['pm_card_radarBlock', 'card_declined', 'fraudulent'],
  ['pm_card_chargeDeclinedExpiredCard', 'expired_card', 'expired_card'],
  ['pm_card_chargeDeclinedIncorrectCvc', 'incorrect_cvc', 'incorrect_cvc'],
  ['pm_card_chargeDeclinedProcessingError', 'processing_error', 'processing_error'],
])('%s is declined as %s / %s', async (card, code, declineCode) => {
  const { id } = await newIntent(sandbox.stripe);
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.confirm(id, { payment_method: card, return_url: RETURN_URL }),
  );
  expect(failure).toMatchObject({
    type: 'StripeCardError',
    statusCode: 402,
    rawType: 'card_error',
    code,
    decline_code: declineCode,
    charge: expect.stringMatching(/^ch_/),
    doc_url: expect.stringContaining('error-codes'),
    payment_intent: { id, status: 'requires_payment_method' },
  });
  expect(failure.message).not.toBe('');

  const after = await sandbox.stripe.paymentIntents.retrieve(id, { expand: ['latest_charge'] });
  expect(after).toMatchObject({
    status: 'requires_payment_method',
    payment_method: null,
    amount_capturable: 0,
    last_payment_error: { type: 'card_error', code, decline_code: declineCode },
    latest_charge: { id: failure.charge, status: 'failed', paid: false, failure_code: code },
  });
});

test('another card can be tried after a decline', async () => {
  const { id } = await newIntent(sandbox.stripe);
  await failureOf(
    sandbox.stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_chargeDeclined',
      return_url: RETURN_URL,
    }),
  );
  const paid = await sandbox.stripe.paymentIntents.confirm(id, {
    payment_method: 'pm_card_visa',
    return_url: RETURN_URL,
  });
  expect(paid).toMatchObject({ status: 'requires_capture', last_payment_error: null });
});

test('a token that no card answers to is refused', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_nobody', return_url: RETURN_URL }),
  );
  expect(failure).toMatchObject({ statusCode: 404, code: 'resource_missing', param: 'payment_method' });
});
