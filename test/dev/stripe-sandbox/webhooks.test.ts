import Stripe from 'stripe';
import {
  authorisedIntent,
  eventually,
  failureOf,
  newIntent,
  RETURN_URL,
  type SandboxUnderTest,
  sandboxUnderTest,
  type WebhookReceiver,
  webhookReceiver,
} from './sandbox-under-test.js';

const SECRET = 'whsec_under_test';

let sandbox: SandboxUnderTest;
let receiver: WebhookReceiver;
let answer: (count: number) => number;
beforeEach(async () => {
  answer = () => 200;
  receiver = await webhookReceiver((count) => answer(count));
  sandbox = await sandboxUnderTest({ webhookUrl: receiver.url, webhookSecret: SECRET });
});
afterEach(async () => {
  await sandbox.close();
  await receiver.close();
});

const owed = async () => {
  const { rows } = await sandbox.database.pool.query<{ count: number }>(
    'select count(*)::int as count from deliveries where delivered_at is null',
  );
  return rows[0]!.count;
};

test('every step is told, signed as Stripe signs', async () => {
  const { id } = await authorisedIntent(sandbox.stripe, { metadata: { checkout_id: 'c-1' } });
  await sandbox.stripe.paymentIntents.capture(id);
  await sandbox.stripe.refunds.create({ payment_intent: id });
  await eventually(() => receiver.received.length >= 7);
  expect(receiver.types().sort()).toEqual([
    'charge.captured',
    'charge.refunded',
    'charge.succeeded',
    'payment_intent.amount_capturable_updated',
    'payment_intent.created',
    'payment_intent.succeeded',
    'refund.created',
  ]);
  for (const { body, headers } of receiver.received) {
    const event = Stripe.webhooks.constructEvent(body, headers['stripe-signature']!, SECRET, 300);
    expect(event).toMatchObject({ object: 'event', livemode: false, id: expect.stringMatching(/^evt_/) });
    expect(() => Stripe.webhooks.constructEvent(`${body} `, headers['stripe-signature']!, SECRET)).toThrow();
  }
});

test('declines, authentication and cancelation are told', async () => {
  const { id } = await newIntent(sandbox.stripe);
  await failureOf(
    sandbox.stripe.paymentIntents.confirm(id, {
      payment_method: 'pm_card_chargeDeclined',
      return_url: RETURN_URL,
    }),
  );
  await sandbox.stripe.paymentIntents.confirm(id, {
    payment_method: 'pm_card_threeDSecure2Required',
    return_url: RETURN_URL,
  });
  await sandbox.stripe.paymentIntents.cancel(id);
  await eventually(() => receiver.received.length >= 5);
  expect(receiver.types()).toEqual(
    expect.arrayContaining([
      'charge.failed',
      'payment_intent.payment_failed',
      'payment_intent.requires_action',
      'payment_intent.canceled',
    ]),
  );
});

test('an event carries the object as it was at that moment', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  await sandbox.stripe.paymentIntents.capture(id);
  await eventually(() => receiver.received.length >= 5);
  const told = receiver.received.find(
    ({ event }) => event.type === 'payment_intent.amount_capturable_updated',
  )!;
  expect(told.event.data.object).toMatchObject({ id, status: 'requires_capture', amount_capturable: 1234 });
});

test('what was not answered with 2xx comes again, at growing distances, under a new signature', async () => {
  answer = (count) => (count < 3 ? 500 : 200);
  await newIntent(sandbox.stripe);
  await eventually(async () => (await owed()) === 0);
  expect(receiver.received).toHaveLength(4);
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
  const [first, second, third, fourth] = receiver.received.map(({ at }) => at) as [
    number,
    number,
    number,
    number,
  ];
  expect(second - first).toBeGreaterThanOrEqual(18);
  expect(third - second).toBeGreaterThanOrEqual(36);
  expect(fourth - third).toBeGreaterThanOrEqual(72);
});

test('a receiver that is down gets everything once it is up', async () => {
  await receiver.close();
  await newIntent(sandbox.stripe);
  await newIntent(sandbox.stripe);
  await eventually(async () => {
    const { rows } = await sandbox.database.pool.query('select 1 from deliveries where attempts > 1');
    return rows.length === 2;
  });
  expect(await owed()).toBe(2);
});

test('nothing is told of what was undone', async () => {
  await sandbox.fault({ operation: 'payment_intents.create', kind: 'server_error', phase: 'during' });
  await failureOf(newIntent(sandbox.stripe));
  await newIntent(sandbox.stripe, { metadata: { only: 'this' } });
  await eventually(() => receiver.received.length > 0);
  expect(receiver.received).toHaveLength(1);
  expect(receiver.received[0]!.event.data.object).toMatchObject({ metadata: { only: 'this' } });
});

test('duplicates on demand', async () => {
  await sandbox.fault({ operation: 'webhook', kind: 'duplicate', copies: 2 });
  await newIntent(sandbox.stripe);
  await eventually(() => receiver.received.length === 3);
  expect(new Set(receiver.received.map(({ event }) => event.id)).size).toBe(1);
});

test('delay on demand', async () => {
  await sandbox.fault({ operation: 'webhook', kind: 'delay', ms: 300 });
  const began = Date.now();
  await newIntent(sandbox.stripe);
  await eventually(() => receiver.received.length === 1);
  expect(receiver.received[0]!.at - began).toBeGreaterThanOrEqual(295);
});

test('reordering on demand: the last comes first', async () => {
  await sandbox.fault({ operation: 'webhook', kind: 'reorder', times: 3, ms: 400 });
  const { id } = await newIntent(sandbox.stripe);
  await sandbox.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: RETURN_URL });
  await eventually(() => receiver.received.length === 3);
  expect(receiver.types()).toEqual([
    'payment_intent.amount_capturable_updated',
    'charge.succeeded',
    'payment_intent.created',
  ]);
});

test('events can be read back over the API', async () => {
  const idempotencyKey = 'events-can-be-read';
  const intent = await sandbox.stripe.paymentIntents.create(
    { amount: 100, currency: 'usd' },
    { idempotencyKey },
  );
  const [event] = (await sandbox.stripe.events.list({ type: 'payment_intent.created', limit: 1 })).data;
  expect(event).toMatchObject({
    type: 'payment_intent.created',
    data: { object: { id: intent.id } },
    request: { id: intent.lastResponse.requestId, idempotency_key: idempotencyKey },
  });
  expect(await sandbox.stripe.events.retrieve(event!.id)).toMatchObject({ id: event!.id });
});
