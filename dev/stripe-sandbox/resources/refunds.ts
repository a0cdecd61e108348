import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from '../call.js';
import { invalidRequest } from '../errors.js';
import { newId, unixNow } from '../ids.js';
import { mergeMetadata } from '../metadata.js';
import { type Operation, operation } from '../operation.js';
import { amount, expand, metadata, paging, text } from '../parameters.js';
import { usePaymentMethod } from '../payment-methods.js';

/** Days at Stripe; here as long as it takes to look. */
const SETTLES_AFTER_MS = 1500;

const NewRefund = z.strictObject({
  payment_intent: text.optional(),
  charge: text.optional(),
  amount: amount.optional(),
  reason: z.enum(['duplicate', 'fraudulent', 'requested_by_customer']).optional(),
  metadata: metadata.optional(),
  expand,
});
type NewRefund = z.output<typeof NewRefund>;

export const refunds: readonly Operation[] = [
  operation({
    name: 'refunds.create',
    method: 'POST',
    path: '/refunds',
    parameters: NewRefund,
    execute: refund,
  }),
  operation({
    name: 'refunds.list',
    method: 'GET',
    path: '/refunds',
    parameters: z.strictObject({ ...paging, payment_intent: text.optional(), charge: text.optional() }),
    async execute(call, query) {
      const { payment_intent, charge } = query;
      return {
        object: 'list',
        url: '/v1/refunds',
        ...(await call.store.list('refund', query, { payment_intent, charge })),
      };
    },
  }),
  operation({
    name: 'refunds.retrieve',
    method: 'GET',
    path: '/refunds/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, _, id) => (await call.store.get('refund', id)).object,
  }),
];

/** Gives money back; the charge is locked, so that refunds never add up to more than was captured. */
async function refund(call: Call, wish: NewRefund): Promise<Stripe.Refund> {
  const stored = await call.store.lock('charge', await chargeToRefund(call, wish), 'charge');
  const { object: charge } = stored;
  const left = charge.amount - charge.amount_refunded;
  if (charge.refunded || left === 0) {
    throw invalidRequest(
      `Charge ${charge.id} has already been refunded.`,
      'charge_already_refunded',
      'charge',
    );
  }
  if (!charge.captured || charge.status !== 'succeeded') {
    throw invalidRequest(
      `Charge ${charge.id} was not captured; cancel its PaymentIntent instead.`,
      'charge_not_refundable',
      'charge',
    );
  }
  const given = wish.amount ?? left;
  if (given > left) {
    throw invalidRequest(
      `The refund of ${given} is greater than what is left of the charge: ${left}.`,
      'amount_too_large',
      'amount',
    );
  }
  charge.amount_refunded += given;
  charge.refunded = charge.amount_refunded === charge.amount;
  const course = charge.payment_method
    ? (await usePaymentMethod(call.store, charge.payment_method)).behaviour.refund
    : undefined;
  const object = newRefund(charge, given, wish, course?.first);
  await call.store.insert('refund', object, course && { settlesAt: Date.now() + SETTLES_AFTER_MS });
  await call.store.save('charge', stored);
  await call.emit('refund.created', object);
  await call.emit('charge.refunded', charge);
  return object;
}

async function chargeToRefund(call: Call, wish: NewRefund): Promise<string> {
  if (wish.charge !== undefined) return wish.charge;
  if (wish.payment_intent === undefined) {
    throw invalidRequest(
      'Say what to refund: payment_intent or charge.',
      'parameter_missing',
      'payment_intent',
    );
  }
  // The same order of locks as a capture: the PaymentIntent first, then its charge.
  const { object: intent } = await call.store.lock('payment_intent', wish.payment_intent, 'payment_intent');
  if (intent.status === 'succeeded' && typeof intent.latest_charge === 'string') return intent.latest_charge;
  throw invalidRequest(
    `This PaymentIntent is ${intent.status}: it has no successful charge to refund.`,
    'payment_intent_unexpected_state',
    'payment_intent',
  );
}

/** The bank has looked at the refund: the money has arrived, or comes back to the account that paid it. */
export async function settleRefund(call: Call, id: string): Promise<void> {
  const before = await call.store.get('refund', id);
  const chargeId = String(before.object.charge);
  // The same order of locks as a refund: the charge first.
  const charge = await call.store.lock('charge', chargeId);
  const stored = await call.store.lock('refund', id);
  if (stored.inner.settlesAt === undefined) return;
  delete stored.inner.settlesAt;
  const { behaviour } = await usePaymentMethod(call.store, String(charge.object.payment_method));
  stored.object.status = behaviour.refund?.last ?? 'succeeded';
  if (stored.object.status === 'failed') {
    stored.object.failure_reason = 'lost_or_stolen_card';
    charge.object.amount_refunded -= stored.object.amount;
    charge.object.refunded = false;
    await call.store.save('charge', charge);
  }
  await call.store.save('refund', stored);
  await call.emit('refund.updated', stored.object);
  if (stored.object.status === 'failed') await call.emit('refund.failed', stored.object);
}

function newRefund(
  charge: Stripe.Charge,
  given: number,
  wish: NewRefund,
  status: 'pending' | 'succeeded' = 'succeeded',
): Stripe.Refund {
  return {
    id: newId('re'),
    object: 'refund',
    amount: given,
    balance_transaction: null,
    charge: charge.id,
    created: unixNow(),
    currency: charge.currency,
    customer: charge.customer,
    customer_account: null,
    destination_details: { type: 'card', card: { type: 'refund', reference_status: 'pending' } },
    metadata: mergeMetadata({}, wish.metadata),
    payment_intent: charge.payment_intent,
    payment_method: charge.payment_method,
    reason: wish.reason ?? null,
    receipt_number: null,
    source_transfer_reversal: null,
    status,
    transfer_reversal: null,
  };
}
