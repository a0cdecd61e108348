import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { CheckoutId, CheckoutState, ShopError, StaffCommand } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { defineRoute, type Route } from './route.js';

/** What support staff can do. Every act names a person and a reason, and is in the audit log before it is tried. */
export function staffRoutes(deps: ApiDeps): Route[] {
  const act = async (ctx: Context, id: CheckoutId, command: StaffCommand) => {
    if (!(await deps.checkouts.findAny(id))) throw new ShopError('not_found', 'There is no such checkout.');
    ctx.state.logger.setBindings({ checkoutId: id });
    await deps.audit.append({
      actor: command.by,
      act: `checkout.${command.type}`,
      subject: `checkout/${id}`,
      reason: command.reason,
      details: { requestId: ctx.state.requestId, ...itemsOf(command) },
    });
    return { body: await deps.workflows.staffAct(id, command, `${command.type}:${randomUUID()}`) };
  };
  return [
    defineRoute({
      method: 'get',
      path: '/v1/staff/checkouts',
      operationId: 'listCheckouts',
      tag: 'staff',
      summary: 'Checkouts in a state, those that have waited longest first',
      access: 'staff',
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
      access: 'staff',
      params: z.object({ id: CheckoutId }),
      body: StaffCommand,
      responses: { 200: { description: 'The checkout after it', schema: 'CheckoutView' } },
      problems: ['not_now', 'checkout_over', 'busy'],
      handle: ({ ctx, params: { id }, body: command }) => act(ctx, id, command),
    }),
  ];
}

/** What of the cart an act is about. */
function itemsOf(command: StaffCommand): Record<string, unknown> {
  const { type: _type, by: _by, reason: _reason, ...items } = command;
  return items;
}
