import { randomUUID } from 'node:crypto';
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
afterEach(() => fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' }));

const wish: Stripe.PaymentIntentCreateParams = {
  amount: 1234,
  currency: 'usd',
  metadata: { a: '1', b: '2' },
};

test('the first answer is replayed, and says so', async () => {
  const idempotencyKey = randomUUID();
  const first = await sandbox.stripe.paymentIntents.create(wish, { idempotencyKey });
  const reordered = { metadata: { b: '2', a: '1' }, currency: 'usd', amount: 1234 };
  const second = await sandbox.stripe.paymentIntents.create(reordered, { idempotencyKey });
  expect(second).toEqual(first);
  expect(first.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
  expect(second.lastResponse.headers).toMatchObject({
    'idempotent-replayed': 'true',
    'idempotency-key': idempotencyKey,
    'original-request': first.lastResponse.requestId,
  });
  expect(second.lastResponse.requestId).not.toBe(first.lastResponse.requestId);
});

test('the answer is that of the first time, even when the object has moved on', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const idempotencyKey = randomUUID();
  const confirm = () =>
    sandbox.stripe.paymentIntents.confirm(
      id,
      { payment_method: 'pm_card_visa', return_url: RETURN_URL },
      { idempotencyKey },
    );
  await confirm();
  await sandbox.stripe.paymentIntents.capture(id);
  expect(await confirm()).toMatchObject({ status: 'requires_capture' });
});

test('other parameters under a key are refused', async () => {
  const idempotencyKey = randomUUID();
  await sandbox.stripe.paymentIntents.create(wish, { idempotencyKey });
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.create({ ...wish, amount: 1235 }, { idempotencyKey }),
  );
  expect(failure).toMatchObject({
    type: 'StripeIdempotencyError',
    statusCode: 400,
    rawType: 'idempotency_error',
  });
});

test('another endpoint under a key is refused', async () => {
  const idempotencyKey = randomUUID();
  await sandbox.stripe.paymentIntents.create(wish, { idempotencyKey });
  const failure = await failureOf(sandbox.stripe.customers.create({}, { idempotencyKey }));
  expect(failure).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
});

test('a stored decline is replayed: the same key never tries the card again', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const idempotencyKey = randomUUID();
  const confirm = () =>
    failureOf(
      sandbox.stripe.paymentIntents.confirm(
        id,
        { payment_method: 'pm_card_chargeDeclined', return_url: RETURN_URL },
        { idempotencyKey },
      ),
    );
  const first = await confirm();
  const second = await confirm();
  expect(second.charge).toBe(first.charge);
  expect(second.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  const { charges } = await sandbox.ledger();
  expect(charges.filter(({ payment_intent }) => payment_intent === id)).toHaveLength(1);
});

test('a refusal by the state of the object is stored', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const idempotencyKey = randomUUID();
  const capture = () => sandbox.stripe.paymentIntents.capture(id, {}, { idempotencyKey });
  await failureOf(capture());
  await sandbox.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa', return_url: RETURN_URL });
  expect(await failureOf(capture())).toMatchObject({ headers: { 'idempotent-replayed': 'true' } });
});

test('a request that fails validation is not stored', async () => {
  const idempotencyKey = randomUUID();
  const invalid = { ...wish, amount: 'many' } as unknown as Stripe.PaymentIntentCreateParams;
  await failureOf(sandbox.stripe.paymentIntents.create(invalid, { idempotencyKey }));
  const created = await sandbox.stripe.paymentIntents.create(wish, { idempotencyKey });
  expect(created.lastResponse.headers).not.toHaveProperty('idempotent-replayed');
});

test('of many at once with one key one is executed; the others are told that it is in use', async () => {
  const idempotencyKey = randomUUID();
  await sandbox.fault({ operation: 'payment_intents.create', kind: 'latency', ms: 300 });
  const before = (await sandbox.ledger()).intents.length;
  const settled = await Promise.allSettled(
    Array.from({ length: 8 }, () => sandbox.stripe.paymentIntents.create(wish, { idempotencyKey })),
  );
  const created = settled.filter(({ status }) => status === 'fulfilled');
  const refused = settled.flatMap((one) => (one.status === 'rejected' ? [one.reason as unknown] : []));
  expect((await sandbox.ledger()).intents.length - before).toBe(1);
  expect(created.length).toBeGreaterThanOrEqual(1);
  expect(refused.length).toBeGreaterThanOrEqual(1);
  for (const reason of refused) {
    expect(reason).toMatchObject({
      statusCode: 409,
      rawType: 'idempotency_error',
      code: 'idempotency_key_in_use',
      headers: { 'stripe-should-retry': 'true' },
    });
  }
});

test('the SDK waits for the call in flight and gets its answer', async () => {
  const stripe = sandbox.client({ maxNetworkRetries: 3 });
  const idempotencyKey = randomUUID();
  await sandbox.fault({ operation: 'payment_intents.create', kind: 'latency', ms: 200 });
  const [one, two] = await Promise.all([
    stripe.paymentIntents.create(wish, { idempotencyKey }),
    stripe.paymentIntents.create(wish, { idempotencyKey }),
  ]);
  expect(one.id).toBe(two.id);
});

test('a key older than a day is forgotten', async () => {
  const idempotencyKey = randomUUID();
  const first = await sandbox.stripe.paymentIntents.create(wish, { idempotencyKey });
  await sandbox.database.pool.query(
    "update idempotency_keys set created_at = now() - interval '24 hours 1 second' where key = $1",
    [idempotencyKey],
  );
  const second = await sandbox.stripe.paymentIntents.create(wish, { idempotencyKey });
  expect(second.id).not.toBe(first.id);
  const third = await sandbox.stripe.paymentIntents.create(wish, { idempotencyKey });
  expect(third.id).toBe(second.id);
});

test('a key is at most 255 characters long', async () => {
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.create(wish, { idempotencyKey: 'x'.repeat(256) }),
  );
  expect(failure).toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
});

test('different keys at once capture and refund once', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  const captures = await Promise.allSettled(
    Array.from({ length: 6 }, () => sandbox.stripe.paymentIntents.capture(id)),
  );
  expect(captures.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const refunds = await Promise.allSettled(
    Array.from({ length: 6 }, () => sandbox.stripe.refunds.create({ payment_intent: id })),
  );
  expect(refunds.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
