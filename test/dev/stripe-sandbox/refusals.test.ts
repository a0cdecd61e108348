import Stripe from 'stripe';
import { failureOf, newIntent, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

const asked = (path: string, init: RequestInit = {}) => fetch(`${sandbox.url}${path}`, init);
const authorised = { authorization: 'Bearer sk_test_x' };

test('a missing key is refused with 401', async () => {
  const response = await asked('/v1/payment_intents');
  expect(response.status).toBe(401);
  expect(response.headers.get('www-authenticate')).toMatch(/^Bearer/);
  expect(await response.json()).toMatchObject({
    error: { type: 'invalid_request_error', message: expect.any(String) },
  });
});

test.each(['sk_live_secret', 'pk_test_public', 'nonsense'])(
  'the key %s is refused, and not told back',
  async (key) => {
    const stripe = new Stripe(key, { host: '127.0.0.1', port: new URL(sandbox.url).port, protocol: 'http' });
    const failure = await failureOf(stripe.paymentIntents.list());
    expect(failure).toMatchObject({ type: 'StripeAuthenticationError', statusCode: 401 });
    if (key.length > 8) expect(failure.message).not.toContain(key);
  },
);

test('the key may come as the user name of basic auth', async () => {
  const authorization = `Basic ${Buffer.from('sk_test_x:').toString('base64')}`;
  expect((await asked('/v1/customers', { headers: { authorization } })).status).toBe(200);
});

test('answers carry a request id and the version that was asked for', async () => {
  const { lastResponse } = await sandbox.stripe.customers.list();
  expect(lastResponse.requestId).toMatch(/^req_\w+$/);
  expect(lastResponse.headers['stripe-version']).toBe(Stripe.API_VERSION);
  const older = await sandbox.stripe.customers.list({}, { apiVersion: '2024-06-20' });
  expect(older.lastResponse.headers['stripe-version']).toBe('2024-06-20');
});

test('failures carry a request id too', async () => {
  expect(await failureOf(sandbox.stripe.paymentIntents.retrieve('pi_none'))).toMatchObject({
    type: 'StripeInvalidRequestError',
    statusCode: 404,
    code: 'resource_missing',
    param: 'intent',
    requestId: expect.stringMatching(/^req_/),
    doc_url: expect.stringContaining('resource-missing'),
  });
});

test.each<[string, object, string | undefined, string]>([
  ['an unknown parameter', { amount: 100, currency: 'usd', colour: 'blue' }, 'parameter_unknown', 'colour'],
  [
    'a parameter of older versions',
    { amount: 100, currency: 'usd', payment_method_types: ['card'] },
    'parameter_unknown',
    'payment_method_types',
  ],
  ['a missing parameter', { amount: 100 }, 'parameter_missing', 'currency'],
  [
    'an empty parameter',
    { amount: 100, currency: 'usd', description: '' },
    'parameter_invalid_empty',
    'description',
  ],
  ['an amount that is no number', { amount: '1.5', currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
  ['an amount of nothing', { amount: 0, currency: 'usd' }, 'parameter_invalid_integer', 'amount'],
  ['an amount beyond all cards', { amount: 100_000_000, currency: 'usd' }, 'amount_too_large', 'amount'],
  [
    'a capture method nobody knows',
    { amount: 100, currency: 'usd', capture_method: 'later' },
    undefined,
    'capture_method',
  ],
  [
    'nested nonsense',
    { amount: 100, currency: 'usd', automatic_payment_methods: { on: true } },
    'parameter_missing',
    'automatic_payment_methods[enabled]',
  ],
])('%s is refused', async (_, wish, code, param) => {
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.create(wish as Stripe.PaymentIntentCreateParams),
  );
  expect(failure).toMatchObject({ type: 'StripeInvalidRequestError', statusCode: 400, code, param });
});

test('a payment that may redirect needs to know where to return to', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const failure = await failureOf(
    sandbox.stripe.paymentIntents.confirm(id, { payment_method: 'pm_card_visa' }),
  );
  expect(failure).toMatchObject({ statusCode: 400, param: 'return_url' });
  const without = await newIntent(sandbox.stripe, {
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' },
  });
  expect(
    await sandbox.stripe.paymentIntents.confirm(without.id, { payment_method: 'pm_card_visa' }),
  ).toMatchObject({
    status: 'requires_capture',
  });
});

test('a property that cannot be expanded is refused', async () => {
  const { id } = await newIntent(sandbox.stripe);
  const failure = await failureOf(sandbox.stripe.paymentIntents.retrieve(id, { expand: ['everything'] }));
  expect(failure).toMatchObject({ statusCode: 400, param: 'expand' });
});

test('a path that is not offered is a 404 in the same shape', async () => {
  const response = await asked('/v1/unicorns', { headers: authorised });
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ error: { type: 'invalid_request_error' } });
});

test('JSON is refused where a form is due', async () => {
  const response = await asked('/v1/customers', {
    method: 'POST',
    headers: { ...authorised, 'content-type': 'application/json' },
    body: '{}',
  });
  expect(response.status).toBe(400);
});

test('a body that is too large is refused', async () => {
  const response = await asked('/v1/customers', {
    method: 'POST',
    headers: { ...authorised, 'content-type': 'application/x-www-form-urlencoded' },
    body: `description=${'x'.repeat(300_000)}`,
  });
  expect(response.status).toBe(400);
});
