import type Stripe from 'stripe';
import {
  authorisedIntent,
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

const reach: Record<string, (stripe: Stripe) => Promise<Stripe.PaymentIntent>> = {
  requires_payment_method: (stripe) => newIntent(stripe),
  requires_confirmation: (stripe) => newIntent(stripe, { payment_method: 'pm_card_visa' }),
  requires_action: (stripe) =>
    newIntent(stripe, {
      payment_method: 'pm_card_threeDSecure2Required',
      confirm: true,
      return_url: RETURN_URL,
    }),
  requires_capture: (stripe) => authorisedIntent(stripe),
  succeeded: (stripe) => authorisedIntent(stripe, { capture_method: 'automatic' }),
  canceled: async (stripe) => stripe.paymentIntents.cancel((await newIntent(stripe)).id),
};
const act: Record<string, (stripe: Stripe, id: string) => Promise<Stripe.PaymentIntent>> = {
  confirm: (stripe, id) =>
    stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: RETURN_URL }),
  capture: (stripe, id) => stripe.paymentIntents.capture(id),
  cancel: (stripe, id) => stripe.paymentIntents.cancel(id),
};
const allowed: Record<string, Record<string, string>> = {
  requires_payment_method: { confirm: 'requires_capture', cancel: 'canceled' },
  requires_confirmation: { confirm: 'requires_capture', cancel: 'canceled' },
  requires_action: { confirm: 'requires_capture', cancel: 'canceled' },
  requires_capture: { capture: 'succeeded', cancel: 'canceled' },
  succeeded: {},
  canceled: {},
};
const cases = Object.keys(reach).flatMap((state) =>
  Object.keys(act).map((name) => [state, name, allowed[state]?.[name]] as const),
);

test.each(cases)('%s: %s leads to %s', async (state, name, next) => {
  const { id, status } = await reach[state]!(sandbox.stripe);
  expect(status).toBe(state);
  const outcome = act[name]!(sandbox.stripe, id);
  if (next) {
    expect(await outcome).toMatchObject({ id, status: next });
    return;
  }
  const failure = await failureOf(outcome);
  expect(failure).toMatchObject({
    type: 'StripeInvalidRequestError',
    statusCode: 400,
    code: 'payment_intent_unexpected_state',
    payment_intent: { id, status: state },
  });
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: state });
});

test('canceling lets go of what was authorised', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  const canceled = await sandbox.stripe.paymentIntents.cancel(id, {
    cancellation_reason: 'abandoned',
    expand: ['latest_charge'],
  });
  expect(canceled).toMatchObject({
    status: 'canceled',
    cancellation_reason: 'abandoned',
    amount_capturable: 0,
    canceled_at: expect.any(Number),
    latest_charge: { captured: false, refunded: true, amount_captured: 0 },
  });
});
