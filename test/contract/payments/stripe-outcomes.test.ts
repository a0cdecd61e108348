import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createStripePayments } from '../../../activities/adapters/payments/stripe.js';
import { PaymentOutcomeUnknown, PaymentRefused } from '../../../activities/ports/index.js';
import { CheckoutId, money, PAYMENT_OPTIONS } from '../../../domain/index.js';

let provider: Server | undefined;
afterEach(() => {
  provider?.closeAllConnections();
  provider?.close();
});

/** Starts a provider; returns its address. */
async function providerThat(answers: RequestListener): Promise<string> {
  const server = createServer(answers);
  provider = server;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

/** A provider that answers everything the same way. */
function providerThatAnswers(status: number, body: string, headers: Record<string, string> = {}) {
  return providerThat((_, response) => {
    response
      .writeHead(status, { 'content-type': 'application/json', 'request-id': 'req_1', ...headers })
      .end(body);
  });
}

function create(apiUrl: string, timeoutMs?: number) {
  const payments = createStripePayments({
    secretKey: 'sk_test_x',
    webhookSecrets: ['whsec_x'],
    apiUrl,
    timeoutMs,
  });
  const payment = {
    checkoutId: CheckoutId.parse(randomUUID()),
    amount: money(100, 'USD'),
    option: PAYMENT_OPTIONS.card,
    returnUrl: 'https://shop.example/return',
  };
  return payments.create(payment, randomUUID());
}

const error = (more: object = {}) =>
  JSON.stringify({ error: { type: 'invalid_request_error', message: 'no', ...more } });

test.each([
  [400, PaymentRefused],
  [401, PaymentRefused],
  [402, PaymentRefused],
  [403, PaymentRefused],
  [404, PaymentRefused],
  [408, PaymentOutcomeUnknown],
  [409, PaymentOutcomeUnknown],
  [429, PaymentOutcomeUnknown],
  [500, PaymentOutcomeUnknown],
  [502, PaymentOutcomeUnknown],
  [503, PaymentOutcomeUnknown],
  [504, PaymentOutcomeUnknown],
])('%i means %p', async (status, expected) => {
  const apiUrl = await providerThatAnswers(status, error(), { 'stripe-should-retry': 'false' });
  await expect(create(apiUrl)).rejects.toBeInstanceOf(expected);
});

test.each([
  ['a page in the way', 502, '<html>Bad gateway</html>'],
  ['half an answer', 200, '{"id": "pi_1", "stat'],
  ['an answer that is no payment', 200, '{}'],
])('%s leaves the outcome unknown', async (_, status, body) => {
  const apiUrl = await providerThatAnswers(status, body);
  await expect(create(apiUrl)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
});

test('nobody listening leaves the outcome unknown', async () => {
  const apiUrl = await providerThatAnswers(200, '{}');
  provider?.closeAllConnections();
  await new Promise((resolve) => provider?.close(resolve));
  await expect(create(apiUrl)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
});

test('silence leaves the outcome unknown, after the time-out', async () => {
  const apiUrl = await providerThat(() => undefined);
  await expect(create(apiUrl, 100)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
});

test('what travels on names the request and carries nothing of the vendor', async () => {
  const apiUrl = await providerThatAnswers(400, error({ code: 'parameter_missing' }));
  const failure = await create(apiUrl).catch((reason: unknown) => reason);
  expect(failure).toBeInstanceOf(PaymentRefused);
  expect(failure).toMatchObject({
    name: 'PaymentRefused',
    message: expect.stringMatching(/parameter_missing.*req_1/),
  });
  expect(Object.keys(failure as object)).toEqual(['name']);
  expect((failure as Error).cause).toBeUndefined();
});

test('an address that is no web address is refused at the start', () => {
  expect(() =>
    createStripePayments({ secretKey: 'k', webhookSecrets: ['w'], apiUrl: 'ftp://stripe' }),
  ).toThrow(/http:\/\/ or https:\/\//);
});
