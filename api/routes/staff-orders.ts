import { z } from 'zod';
import {
  Money,
  OrderId,
  OrderStage,
  ShopError,
  type StaffOrderCommand,
  Tracking,
} from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { actorOf, agentOf } from './actor.js';
import { answerOnce, IDEMPOTENCY_PROBLEMS, idempotencyHeaders } from './idempotency.js';
import { defineRoute, type Route } from './route.js';

const params = z.object({ id: OrderId });
const byWhom = z.strictObject({
  by: z.string().trim().min(1, 'say who is acting').max(100),
  reason: z.string().trim().min(1, 'say why').max(500),
});

const acting = {
  tag: 'staff',
  access: ['support'],
  method: 'post',
  params,
  headers: idempotencyHeaders,
  responses: { 200: { description: 'The order after it', schema: 'Order' } },
  problems: ['not_now', 'busy', ...IDEMPOTENCY_PROBLEMS],
} as const;

/** What the audit log keeps of an act. By a parcel's number its carrier tells where somebody lives: it has no place there. */
function detailsOf({ type: _type, by: _by, reason: _reason, ...what }: StaffOrderCommand): object {
  return 'tracking' in what ? { carrier: what.tracking.carrier } : what;
}

/** What staff can do with orders. Every act names a person and a reason, and is in the audit log before it is tried. */
export function staffOrderRoutes(deps: ApiDeps): Route[] {
  const act = async (ctx: Context, id: OrderId, key: string | undefined, command: StaffOrderCommand) => {
    const order = await deps.orders.byId(id);
    if (!order) throw new ShopError('not_found', 'There is no such order.');
    if (order.state === 'authorised')
      throw new ShopError('not_now', 'The money is not captured yet; look after its checkout first.');
    const { type, by, reason } = command;
    const { actor, accountId } = actorOf(ctx, by);
    await deps.support.leases.refuseOthers([`order/${id}`], agentOf(ctx, by));
    const perform = async (actId: string) => {
      await deps.audit.append({
        actor,
        act: `order.${type}`,
        subject: `order/${id}`,
        reason,
        details: { requestId: ctx.state.requestId, accountId, ...detailsOf(command) },
      });
      return deps.workflows.staffActOnOrder(id, { ...command, by: actor }, actId);
    };
    return answerOnce(deps, ctx, key, command, perform, 'staff');
  };

  return [
    defineRoute({
      method: 'get',
      path: '/v1/staff/orders',
      operationId: 'listStaffOrders',
      tag: 'staff',
      summary: 'Orders at a stage, or those that need a person; oldest first',
      access: ['support', 'ops'],
      query: z.object({ stage: z.enum([...OrderStage.options, 'stalled']).default('placed') }),
      responses: { 200: { description: 'At most 100 of them', schema: 'OrderList' } },
      problems: [],
      handle: async ({ query: { stage } }) => ({ body: { items: await deps.orderBook.atStage(stage) } }),
    }),
    defineRoute({
      ...acting,
      path: '/v1/staff/orders/:id/packing',
      operationId: 'packOrder',
      summary: 'Say that it is packed',
      body: byWhom,
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'pack', ...body }),
    }),
    defineRoute({
      ...acting,
      path: '/v1/staff/orders/:id/shipment',
      operationId: 'shipOrder',
      summary: 'Say that it is with the carrier',
      body: byWhom.extend({ tracking: Tracking }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'ship', ...body }),
    }),
    defineRoute({
      ...acting,
      path: '/v1/staff/orders/:id/delivery',
      operationId: 'deliverOrder',
      summary: 'Say that it was delivered; the return window begins',
      body: byWhom,
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'deliver', ...body }),
    }),
    defineRoute({
      ...acting,
      path: '/v1/staff/orders/:id/refunds',
      operationId: 'refundOrder',
      summary: 'Give a part of the money back, or all that is left of it',
      body: byWhom.extend({ amount: Money }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'refund', ...body }),
    }),
    defineRoute({
      ...acting,
      path: '/v1/staff/orders/:id/refunds/resumption',
      operationId: 'resumeRefund',
      summary: 'Try a refund again that was refused or whose outcome is not known',
      body: byWhom,
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'resume', ...body }),
    }),
    defineRoute({
      ...acting,
      path: '/v1/staff/orders/:id/refunds/settlement',
      operationId: 'settleRefundByHand',
      summary: 'Say that a refund which needed a person was paid another way',
      body: byWhom,
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'settle_by_hand', ...body }),
    }),
    defineRoute({
      ...acting,
      path: '/v1/staff/orders/:id/returns/:returnId/receipt',
      operationId: 'receiveReturn',
      summary: 'Say that a parcel came back; its lines are paid back and go on the shelf',
      params: params.extend({ returnId: z.string().max(40) }),
      body: byWhom,
      handle: ({ ctx, params: { id, returnId }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'receive_return', returnId, ...body }),
    }),
  ];
}
