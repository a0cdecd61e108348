import { randomUUID } from 'node:crypto';
import {
  addFault,
  authorisedIntent,
  eventually,
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

test('a reply dropped after execution leaves the effect, and the key tells of it', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const idempotencyKey = randomUUID();
  const confirm = () =>
    sandbox.stripe.paymentIntents.confirm(
      id,
      { payment_method: 'pm_card_visa', return_url: RETURN_URL },
      { idempotencyKey },
    );
  // The SDK itself tries a closed connection once more.
  await sandbox.fault({ operation: 'payment_intents.confirm', kind: 'drop_reply', times: 2 });
  expect(await failureOf(confirm())).toMatchObject({ type: 'StripeConnectionError' });
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
  const replayed = await confirm();
  expect(replayed.status).toBe('requires_capture');
  expect(replayed.lastResponse.headers).toMatchObject({ 'idempotent-replayed': 'true' });
  const { charges } = await sandbox.ledger();
  expect(charges.filter(({ payment_intent }) => payment_intent === id)).toHaveLength(1);
});

test('a request dropped before execution leaves nothing', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  await sandbox.fault({ operation: 'payment_intents.capture', kind: 'drop_request', times: 2 });
  expect(await failureOf(sandbox.stripe.paymentIntents.capture(id))).toMatchObject({
    type: 'StripeConnectionError',
  });
  expect(await sandbox.stripe.paymentIntents.retrieve(id)).toMatchObject({ status: 'requires_capture' });
});

test('429 comes before execution and is not stored', async () => {
  const idempotencyKey = randomUUID();
  const create = () =>
    sandbox.stripe.paymentIntents.create({ amount: 100, currency: 'usd' }, { idempotencyKey });
  await sandbox.fault({ operation: 'payment_intents.create', kind: 'rate_limit' });
  expect(await failureOf(create())).toMatchObject({
    type: 'StripeRateLimitError',
    statusCode: 429,
    code: 'rate_limit',
  });
  expect((await create()).lastResponse.headers).not.toHaveProperty('idempotent-replayed');
});

test.each([
  ['before', false, 'true', undefined],
  ['during', false, 'false', 'true'],
  ['after', true, 'false', 'true'],
])(
  'a 500 %s execution: executed %s, should retry %s, stored %s',
  async (phase, executed, shouldRetry, stored) => {
    const { id } = await authorisedIntent(sandbox.stripe);
    const idempotencyKey = randomUUID();
    const capture = () => sandbox.stripe.paymentIntents.capture(id, {}, { idempotencyKey });
    await sandbox.fault({ operation: 'payment_intents.capture', kind: 'server_error', status: 500, phase });
    expect(await failureOf(capture())).toMatchObject({
      type: 'StripeAPIError',
      statusCode: 500,
      headers: { 'stripe-should-retry': shouldRetry },
    });
    const { status } = await sandbox.stripe.paymentIntents.retrieve(id);
    expect(status).toBe(executed ? 'succeeded' : 'requires_capture');
    if (!stored) {
      expect(await capture()).toMatchObject({ status: 'succeeded' });
      return;
    }
    expect(await failureOf(capture())).toMatchObject({
      statusCode: 500,
      headers: { 'idempotent-replayed': stored },
    });
  },
);

test('latency makes a caller time out while the work is done', async () => {
  const { id } = await authorisedIntent(sandbox.stripe);
  await sandbox.fault({ operation: 'payment_intents.capture', kind: 'latency', ms: 400 });
  const impatient = sandbox.client({ timeout: 100 });
  expect(await failureOf(impatient.paymentIntents.capture(id))).toMatchObject({
    type: 'StripeConnectionError',
  });
  await eventually(async () => (await sandbox.stripe.paymentIntents.retrieve(id)).status === 'succeeded');
});

test('the same seed strikes the same calls', async () => {
  const strikes = async () => {
    await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' });
    await sandbox.fault({ operation: 'customers.*', kind: 'rate_limit', probability: 0.4, seed: 7 });
    const outcomes = [];
    for (let call = 0; call < 30; call += 1) {
      outcomes.push(
        await sandbox.stripe.customers.list().then(
          () => '.',
          () => 'x',
        ),
      );
    }
    return outcomes.join('');
  };
  const first = await strikes();
  expect(first).toMatch(/x.*\.|\..*x/);
  expect(await strikes()).toBe(first);
});

test("'*' strikes every call, as often as it was told", async () => {
  await sandbox.fault({ operation: '*', kind: 'server_error', status: 503, times: 2 });
  await failureOf(sandbox.stripe.customers.list());
  await failureOf(sandbox.stripe.events.list());
  await sandbox.stripe.customers.list();
});

test('faults can be read and taken away', async () => {
  await sandbox.fault({ operation: 'refunds.create', kind: 'latency', ms: 5, times: 3 });
  const list = await (await fetch(`${sandbox.url}/_sandbox/faults`)).json();
  expect(list).toMatchObject({ faults: [{ wish: { kind: 'latency' }, struck: 0, remaining: 3 }] });
  expect((await fetch(`${sandbox.url}/_sandbox/faults`, { method: 'DELETE' })).status).toBe(204);
  expect(await (await fetch(`${sandbox.url}/_sandbox/faults`)).json()).toEqual({ faults: [] });
});

test.each([
  [{ operation: 'payment_intents.confirm', kind: 'earthquake' }],
  [{ operation: 'everything please', kind: 'rate_limit' }],
  [{ operation: 'payment_intents.confirm', kind: 'latency' }],
  [{ operation: '*', kind: 'rate_limit', probability: 2 }],
])('a wish that makes no sense is refused: %j', async (wish) => {
  await expect(addFault(sandbox.url, wish)).rejects.toThrow();
});
