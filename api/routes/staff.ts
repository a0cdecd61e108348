import { z } from 'zod';
import { CheckoutId, CheckoutState, ShopError, StaffCommand } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { actorOf, agentOf } from './actor.js';
import { answerOnce, IDEMPOTENCY_PROBLEMS, idempotencyHeaders } from './idempotency.js';
import { defineRoute, type Route } from './route.js';

/** What support staff can do. Every act names a person and a reason, and is in the audit log before it is tried. */
export function staffRoutes(deps: ApiDeps): Route[] {
  const act = async (ctx: Context, id: CheckoutId, key: string | undefined, command: StaffCommand) => {
    if (!(await deps.checkouts.findAny(id))) throw new ShopError('not_found', 'There is no such checkout.');
    ctx.state.logger.setBindings({ checkoutId: id });
    const { actor, accountId } = actorOf(ctx, command.by);
    await deps.support.leases.refuseOthers([`checkout/${id}`], agentOf(ctx, command.by));
    const perform = async (actId: string) => {
      await deps.audit.append({
        actor,
        act: `checkout.${command.type}`,
        subject: `checkout/${id}`,
        reason: command.reason,
        details: { requestId: ctx.state.requestId, accountId, ...itemsOf(command) },
      });
      return deps.workflows.staffAct(id, { ...command, by: actor }, actId);
    };
    return answerOnce(deps, ctx, key, command, perform, 'staff');
  };
  return [
    defineRoute({
      method: 'get',
      path: '/v1/staff/checkouts',
      operationId: 'listCheckouts',
      tag: 'staff',
      summary: 'Checkouts in a state, those that have waited longest first',
      access: ['support', 'ops'],
      query: z.object({ state: CheckoutState.default('stalled') }),
      responses: { 200: { description: 'At most 100 of them', schema: 'CheckoutList' } },
      problems: [],
      handle: async ({ query: { state } }) => ({ body: { items: await deps.checkouts.inState(state) } }),
    }),
    defineRoute({
      method: 'post',
      path: '/v1/staff/checkouts/:id/acts',
      operationId: 'actOnCheckout',
      tag: 'staff',
      summary: 'Resume a stalled checkout, change it, give the money back, or cancel it',
      description:
        'What is possible stands in `stalled.acts` of the checkout. The act is audited before it is tried.',
      access: ['support'],
      params: z.object({ id: CheckoutId }),
      headers: idempotencyHeaders,
      body: StaffCommand,
      responses: { 200: { description: 'The checkout after it', schema: 'CheckoutView' } },
      problems: ['not_now', 'checkout_over', 'busy', ...IDEMPOTENCY_PROBLEMS],
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body: command }) =>
        act(ctx, id, key, command),
    }),
  ];
}

/** What of the cart an act is about. */
function itemsOf(command: StaffCommand): Record<string, unknown> {
  const { type: _type, by: _by, reason: _reason, ...items } = command;
  return items;
}
