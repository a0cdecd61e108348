import type Router from '@koa/router';
import type { PoolClient } from 'pg';
import { z } from 'zod';
import { answerWish } from '../provider-sandbox/control-routes.js';
import { randomText } from '../provider-sandbox/ids.js';
import type { SandboxState } from '../provider-sandbox/server.js';
import { Amount } from './amounts.js';
import { Call, now } from './call.js';
import { unprocessable } from './errors.js';
import type { Dispute } from './store.js';

/** What a test wants the shopper to complain of at PayPal. */
const DisputeWish = z.strictObject({
  capture: z.string().min(1),
  amount: Amount.optional(),
  reason: z
    .enum(['MERCHANDISE_OR_SERVICE_NOT_RECEIVED', 'MERCHANDISE_OR_SERVICE_NOT_AS_DESCRIBED', 'UNAUTHORISED'])
    .default('MERCHANDISE_OR_SERVICE_NOT_RECEIVED'),
});

/** How PayPal decides: https://developer.paypal.com/api/customer-disputes/v1/definitions/dispute_outcome */
const Verdict = z.strictObject({
  outcome_code: z.enum([
    'RESOLVED_BUYER_FAVOUR',
    'RESOLVED_SELLER_FAVOUR',
    'RESOLVED_WITH_PAYOUT',
    'CANCELED_BY_BUYER',
    'ACCEPTED',
    'DENIED',
  ]),
});

/** Lets a test, or somebody at the keyboard, be the shopper who complains and PayPal that decides. */
export function disputeRoutes(router: Router, sandbox: SandboxState): void {
  const callWith = (client: PoolClient) =>
    new Call(client, { url: sandbox.publicUrl(), deliver: sandbox.deliversWebhooks });
  router.post('/disputes', (ctx) =>
    answerWish(ctx, { sandbox, schema: DisputeWish }, (client, wish) => openDispute(callWith(client), wish)),
  );
  router.post('/disputes/:id/verdict', (ctx) =>
    answerWish(ctx, { sandbox, schema: Verdict }, (client, verdict) =>
      resolveDispute(callWith(client), String(ctx.params.id), verdict),
    ),
  );
}

async function openDispute(call: Call, wish: z.output<typeof DisputeWish>): Promise<Dispute> {
  const { object: capture } = await call.store.lock('capture', wish.capture);
  if (capture.status === 'REFUNDED') {
    throw unprocessable('CAPTURE_FULLY_REFUNDED', 'Nothing is left of this capture that could be disputed.');
  }
  const id = `PP-D-${randomText(5, '0123456789')}`;
  const dispute: Dispute = {
    dispute_id: id,
    reason: wish.reason,
    status: 'WAITING_FOR_SELLER_RESPONSE',
    dispute_amount: wish.amount ?? capture.amount,
    disputed_transactions: [{ seller_transaction_id: capture.id, custom: capture.custom_id }],
    create_time: now(),
    update_time: now(),
    links: [call.link('self', `/v1/customer/disputes/${id}`)],
  };
  await call.store.insert('dispute', { ...dispute, id });
  await tell(call, 'CREATED', dispute);
  return dispute;
}

/** PayPal decides; a decided dispute stays as it is. */
async function resolveDispute(call: Call, id: string, outcome: z.output<typeof Verdict>): Promise<Dispute> {
  const stored = await call.store.lock('dispute', id);
  if (stored.object.status === 'RESOLVED') {
    throw unprocessable('DISPUTE_ALREADY_RESOLVED', 'This dispute is resolved already.');
  }
  Object.assign(stored.object, { status: 'RESOLVED', dispute_outcome: outcome, update_time: now() });
  await call.store.save('dispute', stored);
  const { id: _, ...dispute } = stored.object;
  await tell(call, 'RESOLVED', dispute);
  return dispute;
}

async function tell(call: Call, what: 'CREATED' | 'RESOLVED', dispute: Dispute): Promise<void> {
  await call.emit(`CUSTOMER.DISPUTE.${what}`, 'dispute', `Dispute ${dispute.dispute_id}: ${what}`, dispute);
}
