import { randomUUID } from 'node:crypto';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createPayPalPayments } from '../../../activities/adapters/payments/paypal.js';
import {
  PaymentOutcomeUnknown,
  PaymentRefused,
  type Payments,
  type WebhookRequest,
} from '../../../activities/ports/index.js';
import { until } from '../../../dev/until.js';
import { CheckoutId, money, PAYMENT_OPTIONS, PaymentMethod } from '../../../domain/index.js';
import {
  addFault,
  answerPage,
  type SandboxUnderTest,
  sandboxUnderTest,
} from '../../dev/paypal-sandbox/sandbox-under-test.js';

const AMOUNT = money(4990, 'USD');
const checkoutId = CheckoutId.parse(randomUUID());

let sandbox: SandboxUnderTest;
let payments: Payments;
let paymentId: string;
/** What the sandbox has posted, by the type of the event. */
const posted = new Map<string, WebhookRequest>();
const receiver = createServer(async (request, response) => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const rawBody = Buffer.concat(chunks);
  posted.set(JSON.parse(rawBody.toString()).event_type, { rawBody, headers: request.headers });
  response.end();
});

beforeAll(async () => {
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve));
  const webhookUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
  sandbox = await sandboxUnderTest({ webhookUrl, webhookId: 'WH-OURS' });
  payments = paymentsFor('WH-OURS');
  paymentId = await payAndRefundAPart();
  await until(async () => posted.size === 4, { what: 'four webhooks', timeoutMs: 30_000 });
}, 60_000);
afterAll(async () => {
  await sandbox.close();
  receiver.close();
});

const paymentsFor = (webhookId: string | undefined, apiUrl = sandbox.url) =>
  createPayPalPayments({ clientId: 'id', clientSecret: 'secret', apiUrl, webhookId });

async function payAndRefundAPart(): Promise<string> {
  const returnUrl = 'http://shop.test/back';
  const wish = { checkoutId, amount: AMOUNT, option: PAYMENT_OPTIONS.paypal, returnUrl };
  const { id } = await payments.create(wish, randomUUID());
  const confirm = () => payments.confirm(id, PaymentMethod.parse('paypal'), returnUrl, randomUUID());
  const { status } = await confirm();
  await answerPage(status.kind === 'action_required' ? status.url : '', 'approve');
  await confirm();
  await payments.capture(id, randomUUID());
  await payments.refund(id, money(1_000, 'USD'), randomUUID());
  return id;
}

function delivery(type: string): WebhookRequest {
  const request = posted.get(type);
  if (!request) throw new Error(`no ${type} was posted, only ${[...posted.keys()]}`);
  return request;
}

test.each(['CHECKOUT.ORDER.APPROVED', 'PAYMENT.AUTHORIZATION.CREATED', 'PAYMENT.CAPTURE.COMPLETED'])(
  '%s tells whose payment it is about, and over how much',
  async (type) => {
    expect(await payments.readWebhook(delivery(type))).toEqual([
      {
        id: expect.stringMatching(/^WH-/),
        type,
        paymentId,
        checkoutId,
        amount: AMOUNT,
        success: true,
        reference: expect.any(String),
      },
    ]);
  },
);

test('a refund tells of the payment that its capture belongs to, and not of the part as the amount', async () => {
  const [event] = await payments.readWebhook(delivery('PAYMENT.CAPTURE.REFUNDED'));
  expect(event).toMatchObject({ paymentId, checkoutId });
  expect(event).not.toHaveProperty('amount');
});

test.each(['RESOLVED_BUYER_FAVOUR', 'ACCEPTED'])(
  'a dispute is noted, and as lost once PayPal says %s',
  async (code) => {
    const id = await openDispute();
    expect(await payments.readWebhook(delivery('CUSTOMER.DISPUTE.CREATED'))).toEqual([
      {
        id: expect.stringMatching(/^WH-/),
        type: 'CUSTOMER.DISPUTE.CREATED',
        paymentId,
        checkoutId,
        reference: id,
        dispute: { id, state: 'opened', reason: 'UNAUTHORISED', amount: money(2_000, 'USD') },
      },
    ]);
    expect(await verdict(id, code)).toMatchObject({ id, state: 'lost' });
  },
);

test.each(['RESOLVED_SELLER_FAVOUR', 'RESOLVED_WITH_PAYOUT', 'CANCELED_BY_BUYER', 'DENIED'])(
  'a dispute is over, and the shop keeps its money, once PayPal says %s',
  async (code) => {
    const id = await openDispute();
    expect(await verdict(id, code)).toMatchObject({ id, state: 'won' });
  },
);

async function openDispute(): Promise<string> {
  const { captures } = await (await fetch(`${sandbox.url}/_sandbox/ledger`)).json();
  const amount = { currency_code: 'USD', value: '20.00' };
  const dispute = await control('', { capture: captures[0].id, reason: 'UNAUTHORISED', amount });
  return dispute.dispute_id;
}

async function verdict(id: string, outcome_code: string) {
  await control(`/${id}/verdict`, { outcome_code });
  const [event] = await payments.readWebhook(delivery('CUSTOMER.DISPUTE.RESOLVED'));
  return event?.dispute;
}

/** Asks for something of PayPal's, and waits for what it posts because of it. */
async function control(path: string, wish: object) {
  const type = path ? 'CUSTOMER.DISPUTE.RESOLVED' : 'CUSTOMER.DISPUTE.CREATED';
  posted.delete(type);
  const answer = await fetch(`${sandbox.url}/_sandbox/disputes${path}`, {
    method: 'POST',
    body: JSON.stringify(wish),
  });
  expect(answer.status).toBe(201);
  await until(async () => posted.has(type), { what: type, timeoutMs: 30_000 });
  return answer.json();
}

test.each<[string, () => Promise<unknown>]>([
  [
    'changed on its way',
    async () => {
      const { rawBody, headers } = delivery('PAYMENT.CAPTURE.COMPLETED');
      const changed = rawBody.toString().replace('49.90', '99.90');
      return payments.readWebhook({ rawBody: Buffer.from(changed), headers });
    },
  ],
  ['for another webhook', () => paymentsFor('WH-THEIRS').readWebhook(delivery('CHECKOUT.ORDER.APPROVED'))],
  ['where none is set up', () => paymentsFor(undefined).readWebhook(delivery('CHECKOUT.ORDER.APPROVED'))],
  ['with the signature of another', () => withHeaders({ 'paypal-transmission-id': randomUUID() })],
  ['with nonsense for a signature', () => withHeaders({ 'paypal-transmission-sig': 'nonsense' })],
  ['that is not signed', () => withHeaders({ 'paypal-transmission-sig': undefined })],
  [
    'that is not JSON',
    () => payments.readWebhook({ ...delivery('CHECKOUT.ORDER.APPROVED'), rawBody: Buffer.from('{') }),
  ],
])('a webhook %s is refused', async (_, call) => {
  await expect(call()).rejects.toBeInstanceOf(PaymentRefused);
});

function withHeaders(changes: IncomingHttpHeaders) {
  const { rawBody, headers } = delivery('CHECKOUT.ORDER.APPROVED');
  return payments.readWebhook({ rawBody, headers: { ...headers, ...changes } });
}

test('a webhook that cannot be checked just now is not refused: it is to come again', async () => {
  await addFault(sandbox.url, { operation: 'webhooks.verify', kind: 'server_error', status: 503 });
  const request = delivery('CHECKOUT.ORDER.APPROVED');
  await expect(payments.readWebhook(request)).rejects.toBeInstanceOf(PaymentOutcomeUnknown);
  expect(await payments.readWebhook(request)).toHaveLength(1);
});
