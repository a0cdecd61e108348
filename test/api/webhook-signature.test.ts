import { randomUUID } from 'node:crypto';
import Stripe from 'stripe';
import { createStripePayments } from '../../activities/adapters/payments/stripe.js';
import { onlyProvider, startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';

const SECRET = 'whsec_of_the_tests';
const stripe = new Stripe('sk_test_of_the_tests');
let api: TestApi;

beforeAll(async () => {
  api = await startApi({
    payments: onlyProvider(
      createStripePayments({ secretKey: 'sk_test_of_the_tests', webhookSecrets: [SECRET] }),
    ),
  });
});
afterAll(() => api.close());

async function event() {
  const { id } = await givenCheckout(api.database.pool, await api.client().openConversation());
  const object = { object: 'payment_intent', id: `pi_${randomUUID()}`, metadata: { checkout_id: id } };
  const payload = JSON.stringify(
    { id: `evt_${randomUUID()}`, object: 'event', type: 'payment_intent.succeeded', data: { object } },
    null,
    2,
  );
  return { checkoutId: id, payload };
}
const sign = (payload: string, options: { timestamp?: number; secret?: string } = {}) =>
  stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET, ...options });
const deliver = (raw: string, signature: string) =>
  api.client().ask('POST', '/v1/webhooks/stripe', {
    raw,
    headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': signature },
  });
const secondsAgo = (seconds: number) => Math.floor(Date.now() / 1000) - seconds;

test('what Stripe signed is taken, byte for byte', async () => {
  const { checkoutId, payload } = await event();
  expect((await deliver(payload, sign(payload))).status).toBe(200);
  expect(api.asked).toContainEqual(expect.objectContaining({ what: 'paymentNews', id: checkoutId }));
});

test.each<[string, (payload: string) => [string, string]]>([
  ['without a signature', (payload) => [payload, '']],
  ['signed with another secret', (payload) => [payload, sign(payload, { secret: 'whsec_of_somebody_else' })]],
  ['signed ten minutes ago', (payload) => [payload, sign(payload, { timestamp: secondsAgo(600) })]],
  ['altered after it was signed', (payload) => [payload.replace('succeeded', 'canceled'), sign(payload)]],
  ['whose spaces were changed', (payload) => [JSON.stringify(JSON.parse(payload)), sign(payload)]],
  ['that is no JSON', () => ['hello', sign('hello')]],
])('a webhook %s is refused', async (_name, make) => {
  const { checkoutId, payload } = await event();
  const { status, body } = await deliver(...make(payload));
  expect([status, body.type]).toEqual([400, '/problems/webhook_refused']);
  expect(api.asked).not.toContainEqual(expect.objectContaining({ id: checkoutId }));
});

test('events of other kinds are taken and dropped', async () => {
  const payload = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'customer.created',
    data: { object: {} },
  });
  expect((await deliver(payload, sign(payload))).status).toBe(200);
});
