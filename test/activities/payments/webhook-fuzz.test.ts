import fc from 'fast-check';
import Stripe from 'stripe';
import { createAdyenWebhookReader } from '../../../activities/adapters/payments/adyen-webhook.js';
import { readPayPalWebhook } from '../../../activities/adapters/payments/paypal-webhook.js';
import { readStripeWebhook } from '../../../activities/adapters/payments/stripe-webhook.js';
import { PaymentRefused } from '../../../activities/ports/index.js';
import { sign } from '../../../dev/adyen-sandbox/notifications.js';

jest.setTimeout(60_000);
const RUNS = { numRuns: 500 };
const SECRET = 'whsec_fuzz';
const HMAC_KEY = '44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056';
const stripe = new Stripe('sk_test_x');
const readAdyen = createAdyenWebhookReader({
  merchantAccount: 'TestShop',
  hmacKeys: [HMAC_KEY],
  live: false,
});
const paypal = {
  post: async () => '{"verification_status":"SUCCESS"}',
  call: async () => ({ result: {} }),
} as never;
const paypalHeaders = Object.fromEntries(
  ['auth-algo', 'cert-url', 'transmission-id', 'transmission-sig', 'transmission-time'].map((name) => [
    `paypal-${name}`,
    'x',
  ]),
);

/** Refused in words, or read; anything else is ours to answer for. */
async function readOrRefused(read: () => unknown): Promise<void> {
  try {
    await read();
  } catch (error) {
    if (!(error instanceof PaymentRefused)) throw error;
  }
}

/** Any JSON, and any bytes. */
const anything = fc.oneof(
  fc.json({ maxDepth: 4 }).map((text) => Buffer.from(text)),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
);

/** A value in which any member, at any depth, can be missing or anything else. */
function damaged(value: unknown): fc.Arbitrary<unknown> {
  const junk = fc.oneof(
    fc.jsonValue({ maxDepth: 2 }),
    fc.constantFrom('', -1, 1e21, '__proto__', null, [], {}),
  );
  const inner: fc.Arbitrary<unknown> = Array.isArray(value)
    ? fc.tuple(...value.map(damaged))
    : typeof value === 'object' && value !== null
      ? fc.record(Object.fromEntries(Object.entries(value).map(([name, part]) => [name, damaged(part)])), {
          requiredKeys: [],
        })
      : fc.constant(value);
  return fc.oneof({ weight: 20, arbitrary: inner }, { weight: 1, arbitrary: junk });
}

const stripeEvent = {
  id: 'evt_1',
  type: 'charge.dispute.created',
  data: {
    object: {
      object: 'dispute',
      id: 'dp_1',
      amount: 100,
      currency: 'usd',
      payment_intent: 'pi_1',
      reason: 'fraudulent',
      status: 'lost',
      metadata: { checkout_id: '11111111-1111-4111-8111-111111111111' },
    },
  },
};
const paypalEvent = {
  id: 'WH-1',
  event_type: 'PAYMENT.CAPTURE.REFUNDED',
  resource: {
    id: 'R1',
    amount: { currency_code: 'USD', value: '1.00' },
    custom_id: 'x',
    links: [{ rel: 'up', href: 'https://api.paypal.com/v2/payments/captures/C1' }],
  },
};
const adyenItem = {
  eventCode: 'CHARGEBACK',
  success: 'true',
  pspReference: '8835612345678901',
  originalReference: '',
  merchantAccountCode: 'TestShop',
  merchantReference: '11111111-1111-4111-8111-111111111111.create.1',
  amount: { value: 4_990, currency: 'USD' },
};

test('Stripe: whatever is signed is read or refused', async () => {
  const body = fc.oneof(
    anything,
    damaged(stripeEvent).map((event) => Buffer.from(JSON.stringify(event))),
  );
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), fc.string(), (rawBody, isSigned, forged) =>
      readOrRefused(() => {
        const payload = rawBody.toString('utf8');
        const signature = isSigned
          ? Stripe.webhooks.generateTestHeaderString({ payload, secret: SECRET })
          : forged;
        readStripeWebhook(stripe, rawBody, signature, [SECRET]);
      }),
    ),
    RUNS,
  );
});

test('PayPal: whatever it vouches for is read or refused', async () => {
  const body = fc.oneof(
    anything,
    damaged(paypalEvent).map((event) => Buffer.from(JSON.stringify(event))),
  );
  await fc.assert(
    fc.asyncProperty(body, fc.boolean(), (rawBody, isSigned) =>
      readOrRefused(() =>
        readPayPalWebhook(paypal, { rawBody, headers: isSigned ? paypalHeaders : {} }, 'WH-OURS'),
      ),
    ),
    RUNS,
  );
});

test('Adyen: whatever is signed is read or refused', async () => {
  const signed = damaged(adyenItem).map((item) => {
    let hmacSignature: unknown = 'forged';
    try {
      hmacSignature = sign(item as never, HMAC_KEY);
    } catch {
      // What cannot be signed comes with a forged signature.
    }
    const one =
      typeof item === 'object' && item !== null ? { ...item, additionalData: { hmacSignature } } : item;
    return { live: 'false', notificationItems: [{ NotificationRequestItem: one }] };
  });
  const body = fc.oneof(
    anything,
    signed.map((batch) => Buffer.from(JSON.stringify(batch))),
  );
  await fc.assert(
    fc.asyncProperty(body, (rawBody) => readOrRefused(() => readAdyen({ rawBody, headers: {} }))),
    RUNS,
  );
});
