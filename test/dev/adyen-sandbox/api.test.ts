import { MERCHANT_ACCOUNT, type SandboxUnderTest, sandboxUnderTest } from './sandbox-under-test.js';

jest.setTimeout(30_000);

let subject: SandboxUnderTest;
beforeAll(async () => {
  subject = await sandboxUnderTest();
});
afterEach(() => subject.repair());
afterAll(() => subject.close());

const session = {
  merchantAccount: MERCHANT_ACCOUNT,
  amount: { value: 1234, currency: 'EUR' },
  reference: 'order-1',
  returnUrl: 'https://shop.example/back',
  mode: 'hosted',
};
const payment = {
  ...session,
  paymentMethod: { type: 'scheme', storedPaymentMethodId: 'sandbox_visa' },
};

async function call(path: string, body: unknown, headers: Record<string, string> = {}) {
  const response = await fetch(`${subject.sandbox.url}/v72${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'key', ...headers },
    body: JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

test('a hosted session has a page, and lasts an hour', async () => {
  const { status, body } = await call('/sessions', session);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    id: expect.stringMatching(/^CS/),
    amount: session.amount,
    reference: 'order-1',
  });
  const page = await fetch(body.url);
  expect(page.headers.get('content-security-policy')).toContain("form-action 'self' https://shop.example");
  expect(await page.text()).toContain('€12.34');
  expect(Date.parse(body.expiresAt) - Date.now()).toBeGreaterThan(50 * 60_000);
});

test('one key is one payment, and the key comes back', async () => {
  const headers = { 'idempotency-key': 'one-key' };
  const first = await call('/payments', payment, headers);
  const again = await call('/payments', payment, headers);
  expect(again.body).toEqual(first.body);
  expect(again.headers.get('idempotency-key')).toBe('one-key');
});

test('of requests with one key at once, one is executed and the others come again', async () => {
  await subject.fault({ operation: 'payments.create', kind: 'latency', ms: 100, times: 3 });
  const headers = { 'idempotency-key': 'at-once' };
  const answers = await Promise.all([1, 2, 3].map(() => call('/payments', payment, headers)));
  const done = answers.filter(({ status }) => status === 200);
  expect(new Set(done.map(({ body }) => body.pspReference)).size).toBe(1);
  for (const { body, headers: sent } of answers.filter(({ status }) => status !== 200)) {
    expect(body).toMatchObject({ status: 422, errorCode: '704' });
    expect(sent.get('transient-error')).toBe('true');
  }
});

test.each<[string, unknown, number, string]>([
  [
    'a token that was never stored',
    { ...payment, paymentMethod: { type: 'scheme', storedPaymentMethodId: 'x' } },
    422,
    '800',
  ],
  ['another merchant account', { ...payment, merchantAccount: 'Other' }, 403, '901'],
  ['a missing reference', { ...payment, reference: undefined }, 422, '130'],
  [
    'card data',
    { ...payment, paymentMethod: { type: 'scheme', storedPaymentMethodId: 'x', number: '4111' } },
    422,
    '130',
  ],
])('%s is refused in Adyen’s words', async (_, body, status, errorCode) => {
  const answer = await call('/payments', body);
  expect(answer.body).toEqual({
    status,
    errorCode,
    errorType: expect.stringMatching(/validation|security/),
    message: expect.any(String),
    pspReference: expect.stringMatching(/^[A-Z0-9]{16}$/),
  });
});

test('without an API key nothing is done', async () => {
  expect((await call('/payments', payment, { 'x-api-key': '' })).status).toBe(401);
});

test('more than was authorised cannot be captured: received, and then told', async () => {
  const { body } = await call('/payments', payment);
  const capture = { merchantAccount: MERCHANT_ACCOUNT, amount: { value: 1235, currency: 'EUR' } };
  const answer = await call(`/payments/${body.pspReference}/captures`, capture);
  expect(answer).toMatchObject({ status: 201, body: { status: 'received' } });
  const told = await notification(answer.body.pspReference);
  expect(told).toMatchObject({
    eventCode: 'CAPTURE',
    success: 'false',
    originalReference: body.pspReference,
  });
});

test('a notification may come more than once', async () => {
  const before = subject.received.length;
  await subject.fault({ operation: 'webhook', kind: 'duplicate', copies: 2 });
  const { body } = await call('/payments', payment);
  await notification(body.pspReference, 3);
  expect(subject.received.length - before).toBeGreaterThanOrEqual(3);
});

/** Waits until a notification about this reference has come so many times. */
async function notification(pspReference: string, times = 1) {
  for (const giveUp = Date.now() + 15_000; Date.now() < giveUp; ) {
    const items = subject.received
      .map(({ rawBody }) => JSON.parse(rawBody.toString()).notificationItems[0].NotificationRequestItem)
      .filter((item) => item.pspReference === pspReference);
    if (items.length >= times) return items[0];
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error(`no notification about ${pspReference} came ${times} times`);
}
