import { z } from 'zod';
import { CheckoutId } from '../../../domain/index.js';
import {
  type Dispute,
  PaymentRefused,
  type ProviderEvent,
  type WebhookRequest,
} from '../../ports/payments.js';
import type { PayPalClient } from './paypal-client.js';
import { toMoney } from './paypal-payment.js';

/** The events that can move a checkout, and whether each means that something went well. */
const TYPES: ReadonlyMap<string, boolean> = new Map([
  ['CHECKOUT.ORDER.APPROVED', true],
  ['PAYMENT.AUTHORIZATION.CREATED', true],
  ['PAYMENT.AUTHORIZATION.VOIDED', true],
  ['PAYMENT.CAPTURE.COMPLETED', true],
  ['PAYMENT.CAPTURE.DENIED', false],
  ['PAYMENT.CAPTURE.DECLINED', false],
  ['PAYMENT.CAPTURE.PENDING', true],
  ['PAYMENT.CAPTURE.REFUNDED', true],
  ['PAYMENT.CAPTURE.REVERSED', true],
  ['PAYMENT.REFUND.PENDING', true],
  ['PAYMENT.REFUND.FAILED', false],
]);

/** Events about money that goes back, whose resource is the refund and not the capture. */
const OF_REFUNDS: ReadonlySet<string> = new Set([
  'PAYMENT.CAPTURE.REFUNDED',
  'PAYMENT.CAPTURE.REVERSED',
  'PAYMENT.REFUND.PENDING',
  'PAYMENT.REFUND.FAILED',
]);

/** Updates in between are messages of the parties: they change nothing for an order. */
const OF_DISPUTES: ReadonlySet<string> = new Set(['CUSTOMER.DISPUTE.CREATED', 'CUSTOMER.DISPUTE.RESOLVED']);

/** The outcomes after which the shop has not got the money; in all others the shopper or PayPal bears it. */
const LOST: ReadonlySet<string> = new Set(['RESOLVED_BUYER_FAVOUR', 'ACCEPTED']);

const VERIFY = '/v1/notifications/verify-webhook-signature';

const Envelope = z.object({ id: z.string().min(1), event_type: z.string().min(1) });

const Amount = z.object({ currency_code: z.string(), value: z.string() });

const OrderEvent = z.object({
  resource: z.object({
    id: z.string().min(1),
    purchase_units: z.array(z.object({ custom_id: z.string().optional(), amount: Amount })).min(1),
  }),
});

const MovementEvent = z.object({
  resource: z.object({
    id: z.string().min(1),
    amount: Amount,
    custom_id: z.string().optional(),
    supplementary_data: z.object({ related_ids: z.object({ order_id: z.string().optional() }) }).optional(),
    links: z.array(z.object({ rel: z.string(), href: z.string() })).default([]),
  }),
});

/** https://developer.paypal.com/api/customer-disputes/v1/ */
const DisputeEvent = z.object({
  resource: z.object({
    dispute_id: z.string().min(1),
    reason: z.string().min(1),
    status: z.string(),
    dispute_amount: Amount,
    disputed_transactions: z.array(z.object({ seller_transaction_id: z.string().min(1) })).min(1),
    dispute_outcome: z.object({ outcome_code: z.string() }).optional(),
  }),
});

const Signature = z.object({
  auth_algo: z.string().min(1),
  cert_url: z.string().min(1),
  transmission_id: z.string().min(1),
  transmission_sig: z.string().min(1),
  transmission_time: z.string().min(1),
});

const Verdict = z.object({ verification_status: z.enum(['SUCCESS', 'FAILURE']) });

/** Reads a webhook, once PayPal has said that it is its own. Undefined when it is of no interest. */
export async function readPayPalWebhook(
  paypal: PayPalClient,
  { rawBody, headers }: WebhookRequest,
  webhookId: string,
): Promise<ProviderEvent | undefined> {
  const event = parsed(rawBody);
  const { id, event_type: type } = shapedAs(Envelope, event);
  await verify(paypal, rawBody, headers, webhookId);
  const about = await readSubject(paypal, type, event);
  if (!about) return undefined;
  const { customId, ...rest } = about;
  const checkoutId = CheckoutId.safeParse(customId);
  return { id, type, ...rest, checkoutId: checkoutId.success ? checkoutId.data : undefined };
}

type Subject = Pick<ProviderEvent, 'paymentId' | 'amount' | 'reference' | 'dispute' | 'success'> & {
  customId: string | undefined;
};

async function readSubject(paypal: PayPalClient, type: string, event: unknown): Promise<Subject | undefined> {
  if (OF_DISPUTES.has(type)) return readDispute(paypal, event);
  const success = TYPES.get(type);
  if (success === undefined) return undefined;
  const about = type.startsWith('CHECKOUT.') ? readOrder(event) : await readMovement(paypal, type, event);
  return about && { ...about, success };
}

function readOrder(event: unknown): Subject | undefined {
  const { id, purchase_units: units } = shapedAs(OrderEvent, event).resource;
  const [unit] = units;
  return unit && { paymentId: id, reference: id, customId: unit.custom_id, amount: amountIn(unit.amount) };
}

async function readMovement(
  paypal: PayPalClient,
  type: string,
  event: unknown,
): Promise<Subject | undefined> {
  const { resource } = shapedAs(MovementEvent, event);
  const { id, custom_id: customId, amount } = resource;
  // A part may be given back: its amount is not the payment's.
  const whole = !OF_REFUNDS.has(type);
  const paymentId =
    resource.supplementary_data?.related_ids.order_id ?? (await orderOfCapture(paypal, resource.links));
  // Money that moved without an order is none of ours.
  if (!paymentId) return undefined;
  return { paymentId, reference: id, customId, ...(whole && { amount: amountIn(amount) }) };
}

/** A refund names its capture alone, and that its order. */
async function orderOfCapture(
  paypal: PayPalClient,
  links: readonly { rel: string; href: string }[],
): Promise<string | undefined> {
  const up = links.find(({ rel }) => rel === 'up')?.href;
  const captureId = /\/payments\/captures\/(\w+)$/.exec(up ?? '')?.[1];
  return captureId ? (await readCapture(paypal, captureId)).orderId : undefined;
}

async function readCapture(paypal: PayPalClient, captureId: string) {
  const { result } = await paypal.call(({ payments }) => payments.getCapturedPayment({ captureId }));
  return { orderId: result.supplementaryData?.relatedIds?.orderId, customId: result.customId };
}

/** A dispute names the capture that it is about, and that its order. */
async function readDispute(paypal: PayPalClient, event: unknown): Promise<Subject | undefined> {
  const { resource } = shapedAs(DisputeEvent, event);
  const [transaction] = resource.disputed_transactions;
  if (!transaction) return undefined;
  const { orderId, customId } = await readCapture(paypal, transaction.seller_transaction_id);
  // A payment that came about without an order is none of ours.
  if (!orderId) return undefined;
  return { paymentId: orderId, customId, reference: resource.dispute_id, dispute: toDispute(resource) };
}

function toDispute(resource: z.output<typeof DisputeEvent>['resource']): Dispute {
  const { dispute_id: id, reason, status, dispute_amount: amount, dispute_outcome: outcome } = resource;
  const over = LOST.has(outcome?.outcome_code ?? '') ? 'lost' : 'won';
  return { id, state: status === 'RESOLVED' ? over : 'opened', reason, amount: amountIn(amount) };
}

/** Throws `PaymentRefused` unless PayPal says that the body, byte for byte, is what it sent to this webhook. */
async function verify(
  paypal: PayPalClient,
  rawBody: Buffer,
  headers: WebhookRequest['headers'],
  webhookId: string,
): Promise<void> {
  const signature = shapedAs(Signature, {
    auth_algo: headers['paypal-auth-algo'],
    cert_url: headers['paypal-cert-url'],
    transmission_id: headers['paypal-transmission-id'],
    transmission_sig: headers['paypal-transmission-sig'],
    transmission_time: headers['paypal-transmission-time'],
  });
  // The signature covers the bytes: the event goes in as it came, not as it would be written again.
  const question = JSON.stringify({ ...signature, webhook_id: webhookId });
  const body = `${question.slice(0, -1)},"webhook_event":${rawBody.toString('utf8')}}`;
  const verdict = Verdict.safeParse(parsed(Buffer.from(await paypal.post(VERIFY, body))));
  if (verdict.data?.verification_status === 'SUCCESS') return;
  throw new PaymentRefused('The webhook cannot be trusted: PayPal says that it is not its own.');
}

function amountIn({ currency_code: currencyCode, value }: z.output<typeof Amount>) {
  return toMoney({ currencyCode, value });
}

function parsed(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new PaymentRefused('The webhook is malformed: it is not JSON.');
  }
}

function shapedAs<Schema extends z.ZodType>(schema: Schema, event: unknown): z.output<Schema> {
  const result = schema.safeParse(event);
  if (result.success) return result.data;
  throw new PaymentRefused(`The webhook is malformed: ${z.prettifyError(result.error)}`);
}
