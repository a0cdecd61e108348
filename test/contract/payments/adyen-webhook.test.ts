import { randomUUID } from 'node:crypto';
import { createAdyenPayments } from '../../../activities/adapters/payments/adyen.js';
import { PaymentRefused } from '../../../activities/ports/index.js';
import { sign } from '../../../dev/adyen-sandbox/notifications.js';
import type { NotificationItem } from '../../../dev/adyen-sandbox/store.js';

const HMAC_KEY = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
const noNotices = { about: async () => [], note: async () => true };
const settings = { apiKey: 'key', merchantAccount: 'TestShop', hmacKeys: [HMAC_KEY] };
const payments = createAdyenPayments(settings, noNotices);

const checkoutId = randomUUID();
const item = (more: Partial<NotificationItem> = {}): NotificationItem => ({
  eventCode: 'AUTHORISATION',
  success: 'true',
  pspReference: '8835612345678901',
  originalReference: '',
  merchantAccountCode: 'TestShop',
  merchantReference: `${checkoutId}.create.1`,
  amount: { value: 4990, currency: 'USD' },
  eventDate: '2026-11-25T10:00:00+01:00',
  ...more,
});

/** A batch, each item signed as it is. */
function batch(items: NotificationItem[], { key = HMAC_KEY, live = 'false' } = {}) {
  return {
    live,
    notificationItems: items.map((one) => ({
      NotificationRequestItem: { ...one, additionalData: { hmacSignature: sign(one, key) } },
    })),
  };
}
const deliver = (body: unknown, headers: Record<string, string> = {}, to = payments) =>
  to.readWebhook({ rawBody: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)), headers });

test('tells which payment it is about, of which checkout, and how it went', async () => {
  expect(await deliver(batch([item()]))).toEqual([
    {
      id: 'AUTHORISATION:8835612345678901:true',
      type: 'AUTHORISATION',
      paymentId: `${checkoutId}.create.1`,
      checkoutId,
      amount: { amount: 4990, currency: 'USD' },
      success: true,
      reference: '8835612345678901',
      details: {},
    },
  ]);
});

test('a signature that Adyen publishes with its key is the one that is made here', () => {
  const published = {
    pspReference: '7914073381342284',
    merchantAccountCode: 'TestMerchant',
    merchantReference: 'TestPayment-1407325143704',
    amount: { value: 1130, currency: 'EUR' },
    eventCode: 'AUTHORISATION',
    success: 'true' as const,
    eventDate: '',
  };
  expect(sign(published, HMAC_KEY)).toBe('coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0=');
});

test('while the key is exchanged both are taken, and no other', async () => {
  const [before, others] = ['01', '02'].map((byte) => byte.repeat(32)) as [string, string];
  const both = createAdyenPayments({ ...settings, hmacKeys: [HMAC_KEY, before] }, noNotices);
  for (const key of [HMAC_KEY, before])
    expect(await deliver(batch([item()], { key }), {}, both)).toHaveLength(1);
  await expect(deliver(batch([item()], { key: others }), {}, both)).rejects.toThrow(PaymentRefused);
});

test('a batch tells of each of its items', async () => {
  const capture = item({
    eventCode: 'CAPTURE',
    pspReference: '8825408195409505',
    originalReference: '8835612345678901',
  });
  const events = await deliver(batch([item(), capture]));
  expect(events.map(({ type }) => type)).toEqual(['AUTHORISATION', 'CAPTURE']);
  expect(events[1]).toMatchObject({
    reference: '8825408195409505',
    details: { original: '8835612345678901' },
  });
});

test('the same notification again has the same id, its failure another', async () => {
  const [first] = await deliver(batch([item()]));
  const [again] = await deliver(batch([item({ eventDate: '2026-11-26T10:00:00+01:00' })]));
  const [failure] = await deliver(batch([item({ success: 'false', reason: 'Refused' })]));
  expect(again?.id).toBe(first?.id);
  expect(failure?.id).not.toBe(first?.id);
});

test('a refund names its own amount, which is not that of the payment', async () => {
  const refund = item({ eventCode: 'REFUND', amount: { value: 1000, currency: 'USD' } });
  const [event] = await deliver(batch([refund]));
  expect(event?.amount).toBeUndefined();
  expect(event?.details).toMatchObject({ refunded: '1000' });
});

test('a chargeback is a dispute', async () => {
  const [event] = await deliver(batch([item({ eventCode: 'CHARGEBACK', reason: 'Goods not received' })]));
  expect(event?.dispute).toEqual({
    id: '8835612345678901',
    state: 'opened',
    reason: 'Goods not received',
    amount: { amount: 4990, currency: 'USD' },
  });
});

test.each([
  ['a report', item({ eventCode: 'REPORT_AVAILABLE' })],
  ['a payment of another system on the account', item({ merchantReference: 'till-7' })],
])('%s is left out', async (_, other) => {
  expect(await deliver(batch([other]))).toEqual([]);
});

const altered = batch([item()]);
altered.notificationItems[0]!.NotificationRequestItem.amount.value = 1;
const half = batch([item(), item({ pspReference: '8835612345678902' })]);
half.notificationItems[1]!.NotificationRequestItem.success = 'false';

test.each<[string, unknown]>([
  ['signed with another key', batch([item()], { key: '00'.repeat(32) })],
  ['with another amount than was signed', altered],
  ['with one item of two altered', half],
  ['for another merchant account', batch([item({ merchantAccountCode: 'OtherShop' })])],
  ['from the live platform, to a test shop', batch([item()], { live: 'true' })],
  [
    'without a signature',
    { live: 'false', notificationItems: [{ NotificationRequestItem: { ...item(), additionalData: {} } }] },
  ],
  ['without items', { live: 'false', notificationItems: [] }],
  ['that is not JSON', 'live=false'],
])('a notification %s is refused', async (_, body) => {
  await expect(deliver(body)).rejects.toBeInstanceOf(PaymentRefused);
});

describe('with a user and a password', () => {
  const guarded = createAdyenPayments(
    { ...settings, basicAuth: { user: 'adyen', password: 'secret' } },
    noNotices,
  );
  const basic = (text: string) => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

  test('the right ones are let in', async () => {
    expect(await deliver(batch([item()]), basic('adyen:secret'), guarded)).toHaveLength(1);
  });

  test.each([
    ['wrong ones', basic('adyen:guess')],
    ['none', {}],
  ])('%s are refused, however well the items are signed', async (_, headers) => {
    await expect(deliver(batch([item()]), headers, guarded)).rejects.toBeInstanceOf(PaymentRefused);
  });
});
