import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { createStripePayments } from '../../../activities/adapters/payments/stripe.js';
import { PaymentRefused } from '../../../activities/ports/index.js';

const SECRET = 'whsec_webhooks';
const OLD_SECRET = 'whsec_before';
const payments = createStripePayments({ secretKey: 'sk_test_x', webhookSecrets: [SECRET, OLD_SECRET] });

const checkoutId = randomUUID();
const intentEvent = {
  id: 'evt_1',
  object: 'event',
  type: 'payment_intent.succeeded',
  data: { object: { object: 'payment_intent', id: 'pi_1', metadata: { checkout_id: checkoutId } } },
};

function read(event: unknown, { secret = SECRET, ageSeconds = 0 } = {}) {
  const payload = typeof event === 'string' ? event : JSON.stringify(event);
  const timestamp = Math.floor(Date.now() / 1000) - ageSeconds;
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp });
  return deliver(payload, header);
}

/** The event of a delivery, if it is of interest. */
async function deliver(payload: string, signature: string) {
  const events = await payments.readWebhook({
    rawBody: Buffer.from(payload),
    headers: { 'stripe-signature': signature },
  });
  return events[0];
}

test('while the secret is exchanged both are taken, and no other', async () => {
  for (const secret of [SECRET, OLD_SECRET]) expect(await read(intentEvent, { secret })).toBeDefined();
  await expect(read(intentEvent, { secret: 'whsec_of_others' })).rejects.toThrow(PaymentRefused);
});

test('tells whose payment it is about', async () => {
  expect(await read(intentEvent)).toEqual({
    id: 'evt_1',
    type: 'payment_intent.succeeded',
    paymentId: 'pi_1',
    checkoutId,
  });
});

test('a charge tells of its payment', async () => {
  const object = {
    object: 'charge',
    id: 'ch_1',
    payment_intent: 'pi_1',
    metadata: { checkout_id: checkoutId },
  };
  const event = { id: 'evt_2', object: 'event', type: 'charge.refunded', data: { object } };
  expect(await read(event)).toEqual({ id: 'evt_2', type: 'charge.refunded', paymentId: 'pi_1', checkoutId });
});

test.each([
  ['charge.dispute.created', 'needs_response', 'opened'],
  ['charge.dispute.created', 'warning_needs_response', 'opened'],
  ['charge.dispute.closed', 'won', 'won'],
  ['charge.dispute.closed', 'warning_closed', 'won'],
  ['charge.dispute.closed', 'lost', 'lost'],
])('%s with the status %s tells of a dispute that is %s', async (type, status, state) => {
  const object = {
    object: 'dispute',
    id: 'dp_1',
    amount: 1_234,
    currency: 'usd',
    payment_intent: 'pi_1',
    reason: 'fraudulent',
    status,
    metadata: {},
  };
  expect(await read({ id: 'evt_3', object: 'event', type, data: { object } })).toEqual({
    id: 'evt_3',
    type,
    paymentId: 'pi_1',
    checkoutId: undefined,
    dispute: { id: 'dp_1', state, reason: 'fraudulent', amount: { amount: 1_234, currency: 'USD' } },
  });
});

test('a payment of another system is told without a checkout', async () => {
  const object = { object: 'payment_intent', id: 'pi_2', metadata: { checkout_id: 'theirs' } };
  expect(await read({ ...intentEvent, data: { object } })).toMatchObject({
    paymentId: 'pi_2',
    checkoutId: undefined,
  });
});

test.each(['payment_intent.created', 'customer.created', 'an.event.of.tomorrow'])(
  '%s is of no interest',
  async (type) => {
    expect(await read({ ...intentEvent, type })).toBeUndefined();
  },
);

test('a refund that the bank sent back is news of its payment, and bad news', async () => {
  const object = { object: 'refund', id: 're_1', payment_intent: 'pi_1', metadata: {} };
  expect(await read({ id: 'evt_4', object: 'event', type: 'refund.failed', data: { object } })).toEqual({
    id: 'evt_4',
    type: 'refund.failed',
    paymentId: 'pi_1',
    checkoutId: undefined,
    success: false,
  });
});

test('a charge without a payment is of no interest', async () => {
  const object = { object: 'charge', id: 'ch_1', payment_intent: null, metadata: {} };
  expect(
    await read({ id: 'evt_3', object: 'event', type: 'charge.refunded', data: { object } }),
  ).toBeUndefined();
});

test.each<[string, () => Promise<unknown>]>([
  ['signed with another secret', () => read(intentEvent, { secret: 'whsec_other' })],
  ['signed too long ago', () => read(intentEvent, { ageSeconds: 301 })],
  ['unsigned', () => deliver(JSON.stringify(intentEvent), '')],
  ['signed by nonsense', () => deliver(JSON.stringify(intentEvent), 't=1,v1=zz')],
  ['not JSON', () => read('{"id":')],
  ['empty', () => read('')],
  ['without an object', () => read({ ...intentEvent, data: {} })],
  [
    'with an object of the wrong shape',
    () => read({ ...intentEvent, data: { object: { object: 'payment_intent' } } }),
  ],
])('a webhook %s is refused', async (_, call) => {
  await expect(call()).rejects.toBeInstanceOf(PaymentRefused);
});

test('a body changed on its way is refused', async () => {
  const payload = JSON.stringify(intentEvent);
  const header = Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET });
  const changed = payload.replace('pi_1', 'pi_2');
  await expect(deliver(changed, header)).rejects.toBeInstanceOf(PaymentRefused);
});

test('a signature up to five minutes old is taken', async () => {
  expect(await read(intentEvent, { ageSeconds: 290 })).toMatchObject({ id: 'evt_1' });
});
