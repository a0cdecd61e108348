import type Router from '@koa/router';
import type { PoolClient } from 'pg';
import type Stripe from 'stripe';
import { z } from 'zod';
import { answerWish } from '../provider-sandbox/control-routes.js';
import type { SandboxState as Sandbox } from '../provider-sandbox/server.js';
import { Call } from './call.js';
import { invalidRequest } from './errors.js';
import { newId, unixNow } from './ids.js';

/** What a test wants the shopper's bank to do about a payment. */
export const DisputeWish = z.strictObject({
  payment_intent: z.string().min(1),
  amount: z.number().int().positive().optional(),
  reason: z.string().default('fraudulent'),
});
export type DisputeWish = z.output<typeof DisputeWish>;

/** How the bank decides. */
export const DisputeVerdict = z.strictObject({ status: z.enum(['won', 'lost']) });

/** Lets a test, or somebody at the keyboard, be the shopper's bank. */
export function disputeRoutes(router: Router, sandbox: Sandbox): void {
  const source = { requestId: null, idempotencyKey: null, deliver: sandbox.deliversWebhooks };
  const callWith = (client: PoolClient) => new Call(client, source, sandbox.publicUrl());
  router.post('/disputes', (ctx) =>
    answerWish(ctx, { sandbox, schema: DisputeWish }, (client, wish) => openDispute(callWith(client), wish)),
  );
  router.post('/disputes/:id/verdict', (ctx) =>
    answerWish(ctx, { sandbox, schema: DisputeVerdict }, (client, verdict) =>
      closeDispute(callWith(client), String(ctx.params.id), verdict),
    ),
  );
}

/** The bank takes issue with a captured payment; the money stays where it is, as only the shop's reaction is of interest. */
export async function openDispute(call: Call, wish: DisputeWish): Promise<Stripe.Dispute> {
  const { object: intent } = await call.store.lock('payment_intent', wish.payment_intent, 'payment_intent');
  if (intent.status !== 'succeeded' || typeof intent.latest_charge !== 'string') {
    throw invalidRequest(
      `This PaymentIntent is ${intent.status}: nothing was taken that could be disputed.`,
      'payment_intent_unexpected_state',
      'payment_intent',
    );
  }
  const dispute = newDispute(intent, intent.latest_charge, wish);
  await call.store.insert('dispute', dispute);
  await call.emit('charge.dispute.created', dispute);
  return dispute;
}

/** The bank decides; a decided dispute stays as it is. */
export async function closeDispute(
  call: Call,
  id: string,
  { status }: z.output<typeof DisputeVerdict>,
): Promise<Stripe.Dispute> {
  const stored = await call.store.lock('dispute', id, 'dispute');
  if (stored.object.status !== 'needs_response') {
    throw invalidRequest(`This dispute is ${stored.object.status} already.`, undefined, 'dispute');
  }
  stored.object.status = status;
  await call.store.save('dispute', stored);
  await call.emit('charge.dispute.closed', stored.object);
  return stored.object;
}

function newDispute(intent: Stripe.PaymentIntent, charge: string, wish: DisputeWish): Stripe.Dispute {
  return {
    id: newId('dp'),
    object: 'dispute',
    amount: wish.amount ?? intent.amount_received,
    balance_transactions: [],
    charge,
    created: unixNow(),
    currency: intent.currency,
    enhanced_eligibility_types: [],
    evidence: {} as Stripe.Dispute.Evidence,
    evidence_details: {
      due_by: unixNow() + 7 * 24 * 60 * 60,
      enhanced_eligibility: {},
      has_evidence: false,
      past_due: false,
      submission_count: 0,
      submission_method: 'manual',
    },
    intended_submission_method: 'manual',
    is_charge_refundable: false,
    livemode: false,
    metadata: {},
    payment_intent: intent.id,
    reason: wish.reason,
    status: 'needs_response',
  };
}
