import type Stripe from 'stripe';
import { z } from 'zod';
import { CheckoutId, Currency, money } from '../../../domain/index.js';
import { type Dispute, PaymentRefused, type ProviderEvent } from '../../ports/payments.js';

/** How old a signature may be, in seconds: Stripe signs each attempt anew. */
const TOLERANCE_SECONDS = 300;

/** The events that can move a checkout or an order. */
const TYPES: ReadonlySet<string> = new Set([
  'payment_intent.amount_capturable_updated',
  'payment_intent.requires_action',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.succeeded',
  'payment_intent.canceled',
  'charge.captured',
  'charge.refunded',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.closed',
]);

const Envelope = z.object({ id: z.string().min(1), type: z.string().min(1) });

const tags = { metadata: z.object({ checkout_id: z.string().optional() }).default({}) };

const DisputeObject = z.object({
  object: z.literal('dispute'),
  id: z.string().min(1),
  amount: z.number().int().nonnegative(),
  currency: z
    .string()
    .transform((code) => code.toUpperCase())
    .pipe(Currency),
  payment_intent: z.string().min(1).nullable(),
  reason: z.string(),
  status: z.string(),
  ...tags,
});

const Subject = z.object({
  data: z.object({
    object: z.discriminatedUnion('object', [
      z.object({ object: z.literal('payment_intent'), id: z.string().min(1), ...tags }),
      z.object({ object: z.literal('charge'), payment_intent: z.string().min(1).nullable(), ...tags }),
      z.object({ object: z.literal('refund'), payment_intent: z.string().min(1).nullable(), ...tags }),
      DisputeObject,
    ]),
  }),
});

/** Reads a webhook, once its signature has been checked against the raw body. */
export function readStripeWebhook(
  stripe: Stripe,
  rawBody: Buffer,
  signature: string,
  secrets: readonly string[],
): ProviderEvent | undefined {
  const event = verified(stripe, rawBody, signature, secrets);
  const { id, type } = shapedAs(Envelope, event);
  if (!TYPES.has(type)) return undefined;
  const { object } = shapedAs(Subject, event).data;
  const paymentId = object.object === 'payment_intent' ? object.id : object.payment_intent;
  // A charge that came about without a PaymentIntent is none of ours.
  if (paymentId === null) return undefined;
  const checkoutId = CheckoutId.safeParse(object.metadata.checkout_id);
  return {
    id,
    type,
    paymentId,
    checkoutId: checkoutId.success ? checkoutId.data : undefined,
    ...(type === 'refund.failed' ? { success: false } : {}),
    ...(object.object === 'dispute' ? { dispute: toDispute(object) } : {}),
  };
}

/** Inquiries that end without a dispute (`warning_closed`) cost nothing: they count as won. */
function toDispute({ id, amount, currency, reason, status }: z.output<typeof DisputeObject>): Dispute {
  const over: Record<string, Dispute['state']> = { won: 'won', warning_closed: 'won', lost: 'lost' };
  return { id, state: over[status] ?? 'opened', reason, amount: money(amount, currency) };
}

function shapedAs<Schema extends z.ZodType>(schema: Schema, event: unknown): z.output<Schema> {
  const parsed = schema.safeParse(event);
  if (parsed.success) return parsed.data;
  throw new PaymentRefused(`The webhook is malformed: ${z.prettifyError(parsed.error)}`);
}

function verified(stripe: Stripe, rawBody: Buffer, signature: string, secrets: readonly string[]): unknown {
  let why: string | undefined;
  for (const secret of secrets) {
    try {
      return stripe.webhooks.constructEvent(rawBody, signature, secret, TOLERANCE_SECONDS);
    } catch (error) {
      why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    }
  }
  throw new PaymentRefused(`The webhook cannot be trusted: ${why}`);
}
