import { randomUUID } from 'node:crypto';
import { createPayPalPayments } from '../../../activities/adapters/payments/paypal.js';
import { PaymentOutcomeUnknown, PaymentRefused, type Payments } from '../../../activities/ports/index.js';
import { CheckoutId, money, PAYMENT_OPTIONS } from '../../../domain/index.js';
import {
  addFault,
  type SandboxUnderTest,
  sandboxUnderTest,
} from '../../dev/paypal-sandbox/sandbox-under-test.js';

let sandbox: SandboxUnderTest;
beforeAll(async () => {
  sandbox = await sandboxUnderTest();
});
afterAll(() => sandbox.close());

const connect = (options: { clientSecret?: string; apiUrl?: string; timeoutMs?: number } = {}) =>
  createPayPalPayments({ clientId: 'id', clientSecret: 'secret', apiUrl: sandbox.url, ...options });

const create = (payments: Payments, amount = 4990) =>
  payments.create(
    {
      checkoutId: CheckoutId.parse(randomUUID()),
      amount: money(amount, 'USD'),
      option: PAYMENT_OPTIONS.paypal,
      returnUrl: 'http://shop.test/back',
    },
    randomUUID(),
  );

test.each([1, 99, 100, 1005, 123_456_789])('an amount of %i cents arrives to the cent', async (cents) => {
  expect((await create(connect(), cents)).amount).toEqual(money(cents, 'USD'));
});

test('credentials that are wrong are a refusal', async () => {
  await expect(create(connect({ clientSecret: '' }))).rejects.toBeInstanceOf(PaymentRefused);
});

test('nobody at the address leaves the outcome open', async () => {
  await expect(create(connect({ apiUrl: 'http://127.0.0.1:9' }))).rejects.toBeInstanceOf(
    PaymentOutcomeUnknown,
  );
});

test('an answer that takes too long leaves the outcome open', async () => {
  await addFault(sandbox.url, { operation: 'orders.create', kind: 'latency', ms: 2_000 });
  await expect(create(connect({ timeoutMs: 200 }))).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
});

test('a token that could not be had once is asked for again', async () => {
  const payments = connect();
  await addFault(sandbox.url, { operation: 'tokens.create', kind: 'server_error', status: 503 });
  await expect(create(payments)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
  expect((await create(payments)).status.kind).toBe('awaiting_method');
});

test('a token that was taken back is replaced within the call', async () => {
  const payments = connect();
  const { id } = await create(payments);
  await sandbox.revokeTokens();
  expect((await payments.retrieve(id)).id).toBe(id);
});

test('an order that nothing is set aside for is let go, also when PayPal lets nobody change it', async () => {
  const payments = connect();
  const { id } = await create(payments);
  await addFault(sandbox.url, { operation: 'orders.update', kind: 'forbidden' });
  expect((await payments.void(id, randomUUID())).status).toEqual({ kind: 'voided' });
});

test('an order that cannot be let go just now leaves the outcome open', async () => {
  const payments = connect();
  const { id } = await create(payments);
  await addFault(sandbox.url, { operation: 'orders.update', kind: 'drop_request' });
  const key = randomUUID();
  await expect(payments.void(id, key)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
  expect((await payments.void(id, key)).status).toEqual({ kind: 'voided' });
});

test('an account that may not do it is a refusal', async () => {
  await addFault(sandbox.url, { operation: 'orders.create', kind: 'forbidden' });
  await expect(create(connect())).rejects.toMatchObject({
    name: 'PaymentRefused',
    message: expect.stringContaining('PERMISSION_DENIED'),
  });
});
