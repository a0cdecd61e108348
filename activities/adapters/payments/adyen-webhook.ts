import { timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Dispute } from '../../ports/index.js';
import { PaymentRefused, type ProviderEvent, type WebhookRequest } from '../../ports/payments.js';
import { createHmacValidator } from './adyen-client.js';
import { fromAdyenAmount } from './adyen-money.js';
import { checkoutOf, digest } from './adyen-reference.js';

export interface AdyenWebhookOptions {
  merchantAccount: string;
  /** The notification's HMAC keys, hexadecimal, as Adyen's Customer Area shows them; each is taken. */
  hmacKeys: readonly string[];
  /** Whether notifications are about real money. */
  live: boolean;
  /** User and password that the notification is set up with, if it is. */
  basicAuth?: { user: string; password: string } | undefined;
}

/** Event codes that can move a payment or its order. */
const CODES: ReadonlySet<string> = new Set([
  'AUTHORISATION',
  'CAPTURE',
  'CAPTURE_FAILED',
  'CANCELLATION',
  'TECHNICAL_CANCEL',
  'EXPIRE',
  'REFUND',
  'REFUND_FAILED',
  'REFUNDED_REVERSED',
]);

const DISPUTES: Record<string, Dispute['state']> = {
  REQUEST_FOR_INFORMATION: 'opened',
  NOTIFICATION_OF_CHARGEBACK: 'opened',
  CHARGEBACK: 'opened',
  CHARGEBACK_REVERSED: 'won',
  PREARBITRATION_WON: 'won',
  SECOND_CHARGEBACK: 'lost',
  PREARBITRATION_LOST: 'lost',
};

/** Events over the whole payment; those of parts, such as refunds, name their own amount in `details`. */
const WHOLE: ReadonlySet<string> = new Set(['AUTHORISATION', 'CAPTURE']);

const PspReference = z.string().regex(/^[A-Za-z0-9]{1,64}$/);

/**
 * What is read of an item. The amount, the references, the account, the code and `success` are signed; the reason
 * is not, and is told to people alone.
 */
const Item = z.object({
  additionalData: z.looseObject({ hmacSignature: z.string() }),
  amount: z.object({ value: z.number().int(), currency: z.string() }),
  eventCode: z.string().regex(/^[A-Z_]{1,64}$/),
  merchantAccountCode: z.string(),
  merchantReference: z.string(),
  originalReference: PspReference.or(z.literal('')).optional(),
  pspReference: PspReference,
  reason: z.string().optional(),
  success: z.enum(['true', 'false']),
});
type Item = z.output<typeof Item>;

const Notification = z.object({
  live: z.enum(['true', 'false']),
  notificationItems: z.array(z.object({ NotificationRequestItem: Item })).min(1),
});

/**
 * Makes the reader of Adyen's standard notifications. Each item of a batch is checked by its HMAC; one that does not
 * fit and the whole batch is refused. https://docs.adyen.com/development-resources/webhooks/verify-hmac-signatures
 */
export function createAdyenWebhookReader(options: AdyenWebhookOptions) {
  const validator = createHmacValidator();

  function check(item: Item): void {
    // The type of the library wants its own enumerations; what it signs are these very strings.
    if (!options.hmacKeys.some((key) => validator.validateHMAC(item as never, key)))
      throw untrusted('an item is signed wrongly');
    if (item.merchantAccountCode !== options.merchantAccount) {
      throw untrusted(`it is for the merchant account ${item.merchantAccountCode}`);
    }
  }

  return ({ rawBody, headers }: WebhookRequest): ProviderEvent[] => {
    if (options.basicAuth) checkBasicAuth(options.basicAuth, String(headers.authorization ?? ''));
    const { live, notificationItems } = parse(rawBody);
    const items = notificationItems.map(({ NotificationRequestItem: item }) => item);
    for (const item of items) check(item);
    if (live !== String(options.live)) throw untrusted(`it says live: ${live}`);
    return items.flatMap((item) => toEvent(item) ?? []);
  };
}

/** `undefined` when it is of no interest, or about a payment of another system on the same account. */
function toEvent(item: Item): ProviderEvent | undefined {
  const { eventCode, pspReference, merchantReference, originalReference, reason } = item;
  const checkoutId = checkoutOf(merchantReference);
  const dispute = DISPUTES[eventCode];
  if (!checkoutId || !(dispute || CODES.has(eventCode))) return undefined;
  const amount = fromAdyenAmount(item.amount);
  return {
    id: `${eventCode}:${pspReference}:${item.success}`,
    type: eventCode,
    paymentId: merchantReference,
    checkoutId,
    ...(amount && WHOLE.has(eventCode) && { amount }),
    ...(amount &&
      dispute && { dispute: { id: pspReference, state: dispute, reason: reason ?? eventCode, amount } }),
    success: item.success === 'true',
    reference: pspReference,
    details: {
      ...(originalReference && { original: originalReference }),
      ...(reason && { reason: reason.slice(0, 200) }),
      ...(eventCode.startsWith('REFUND') && { refunded: String(item.amount.value) }),
    },
  };
}

function parse(rawBody: Buffer): z.output<typeof Notification> {
  try {
    return Notification.parse(JSON.parse(rawBody.toString('utf8')));
  } catch (error) {
    const why = error instanceof z.ZodError ? z.prettifyError(error) : 'it is not JSON';
    throw new PaymentRefused(`The notification is malformed: ${why}`);
  }
}

function checkBasicAuth({ user, password }: { user: string; password: string }, header: string): void {
  const expected = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  // Digests are of one length, so that the comparison tells nothing.
  if (!timingSafeEqual(Buffer.from(digest(expected)), Buffer.from(digest(header)))) {
    throw untrusted('its user or password is wrong');
  }
}

function untrusted(why: string): PaymentRefused {
  return new PaymentRefused(`The notification cannot be trusted: ${why}.`);
}
