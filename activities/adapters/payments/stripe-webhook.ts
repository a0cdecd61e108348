import type Stripe from 'stripe';
import { z } from 'zod';
import { CheckoutId } from '../../../domain/index.js';
import { PaymentRefused, type ProviderEvent } from '../../ports/payments.js';

/** How old a signature may be, in seconds: Stripe signs each attempt anew. */
const TOLERANCE_SECONDS = 300;

/** The events that can move a checkout. */
const TYPES = [
  'payment_intent.amount_capturable_updated',
  'payment_intent.requires_action',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.succeeded',
  'payment_intent.canceled',
  'charge.captured',
  'charge.refunded',
] as const;

const tags = { metadata: z.object({ checkout_id: z.string().optional() }).default({}) };

const StripeEvent = z.object({
  id: z.string().min(1),
  type: z.enum(TYPES),
  data: z.object({
    object: z.discriminatedUnion('object', [
      z.object({ object: z.literal('payment_intent'), id: z.string().min(1), ...tags }),
      z.object({ object: z.literal('charge'), payment_intent: z.string().min(1), ...tags }),
    ]),
  }),
});

/** Reads a webhook, once its signature has been checked against the raw body. */
export function readStripeWebhook(
  stripe: Stripe,
  rawBody: Buffer,
  signature: string,
  secret: string,
): ProviderEvent | undefined {
  const event = verified(stripe, rawBody, signature, secret);
  const parsed = StripeEvent.safeParse(event);
  if (!parsed.success) {
    if (!isOfInterest(event)) return undefined;
    throw new PaymentRefused(`The webhook is malformed: ${z.prettifyError(parsed.error)}`);
  }
  const { id, type, data } = parsed.data;
  const { object } = data;
  const checkoutId = CheckoutId.safeParse(object.metadata.checkout_id);
  return {
    id,
    type,
    paymentId: object.object === 'charge' ? object.payment_intent : object.id,
    checkoutId: checkoutId.success ? checkoutId.data : undefined,
  };
}

function verified(stripe: Stripe, rawBody: Buffer, signature: string, secret: string): unknown {
  try {
    return stripe.webhooks.constructEvent(rawBody, signature, secret, TOLERANCE_SECONDS);
  } catch (error) {
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new PaymentRefused(`The webhook cannot be trusted: ${why}`);
  }
}

/** Charges that belong to no PaymentIntent are not ours either. */
function isOfInterest(event: unknown): boolean {
  const shape = z
    .object({ type: z.enum(TYPES), data: z.object({ object: z.looseObject({}) }) })
    .safeParse(event);
  if (!shape.success) return !z.object({ type: z.string() }).safeParse(event).success;
  return !(shape.data.type.startsWith('charge.') && shape.data.data.object.payment_intent === null);
}
