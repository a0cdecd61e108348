import { z } from 'zod';
import {
  Address,
  type CheckoutCommand,
  CheckoutId,
  type CheckoutState,
  FINAL_CHECKOUT_STATES,
  Money,
  PaymentMethod,
  PaymentOptionId,
  ShippingOption,
  ShopError,
} from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { extraRoutes } from './checkout-extras.js';
import { answerOnce, IDEMPOTENCY_PROBLEMS, idempotencyHeaders } from './idempotency.js';
import { ownCheckout } from './ownership.js';
import { defineRoute, type Route } from './route.js';

const params = z.object({ id: CheckoutId });

const shared = {
  tag: 'checkouts',
  access: 'shopper',
  params,
  headers: idempotencyHeaders,
  responses: { 200: { description: 'The checkout after it', schema: 'CheckoutView' } },
  problems: ['not_now', 'checkout_over', 'busy', 'invalid_request', ...IDEMPOTENCY_PROBLEMS],
} as const;

/** Reading a checkout and taking it from step to step. */
export function checkoutRoutes(deps: ApiDeps): Route[] {
  const act = async (ctx: Context, id: CheckoutId, key: string | undefined, command: CheckoutCommand) => {
    const { state } = await ownCheckout(deps, ctx, id);
    ctx.state.logger.setBindings({ checkoutId: id });
    return answerOnce(deps, ctx, key, command, async (actId) => {
      try {
        return await deps.workflows.act(id, command, actId);
      } catch (error) {
        throw isSaidTooSoon(error, state) ? new ShopError('unavailable', LATER, {}, { cause: error }) : error;
      }
    });
  };

  return [
    defineRoute({
      ...shared,
      method: 'get',
      path: '/v1/checkouts/:id',
      operationId: 'readCheckout',
      summary: 'Where the checkout stands',
      headers: undefined,
      responses: { 200: { description: 'The checkout', schema: 'CheckoutView' } },
      problems: [],
      handle: async ({ ctx, params: { id } }) => ({ body: await ownCheckout(deps, ctx, id) }),
    }),
    defineRoute({
      ...shared,
      method: 'put',
      path: '/v1/checkouts/:id/address',
      operationId: 'setAddress',
      summary: 'Say where it should go',
      challenge: 'checkout',
      body: Address,
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body: address }) =>
        act(ctx, id, key, { type: 'set_address', address }),
    }),
    defineRoute({
      ...shared,
      method: 'put',
      path: '/v1/checkouts/:id/shipping',
      operationId: 'chooseShipping',
      summary: 'Choose how it should travel; sets the items aside',
      body: z.object({ optionId: ShippingOption.shape.id }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body: { optionId } }) =>
        act(ctx, id, key, { type: 'choose_shipping', optionId }),
    }),
    defineRoute({
      ...shared,
      method: 'put',
      path: '/v1/checkouts/:id/payment-option',
      operationId: 'choosePaymentOption',
      summary: 'Choose the way to pay; prepares a payment for it',
      body: z.object({ optionId: PaymentOptionId }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body: { optionId } }) =>
        act(ctx, id, key, { type: 'choose_payment', optionId }),
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path: '/v1/checkouts/:id/payment',
      operationId: 'pay',
      summary: 'Pay the total that was shown',
      challenge: 'payment',
      body: z.object({
        paymentMethod: PaymentMethod,
        quotedTotal: Money.describe('the total that the shopper saw; refused when it is another now'),
      }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'pay', ...body }),
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path: '/v1/checkouts/:id/changes-accepted',
      operationId: 'acceptChanges',
      summary: 'Go on with the prices and quantities as they are now',
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key } }) =>
        act(ctx, id, key, { type: 'accept_changes' }),
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path: '/v1/checkouts/:id/cancellation',
      operationId: 'cancelCheckout',
      summary: 'Cancel; nothing is charged and the cart stays',
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key } }) =>
        act(ctx, id, key, { type: 'cancel' }),
    }),
    ...extraRoutes(shared, act),
    returnRoute(deps),
  ];
}

/** Where the bank's page sends the shopper's browser back. */
function returnRoute(deps: ApiDeps): Route {
  return defineRoute({
    method: 'get',
    path: '/v1/checkouts/:id/return',
    operationId: 'returnFromBank',
    tag: 'checkouts',
    summary: "Comes back from the bank's page to the conversation",
    access: 'shopper',
    params,
    responses: { 303: { description: 'To the conversation' } },
    problems: [],
    async handle({ ctx, params: { id } }) {
      const { conversationId } = await ownCheckout(deps, ctx, id);
      await noteReturn(deps, ctx, id);
      // The shopper gets to their page in any case: the workflow asks the provider by itself, too.
      await deps.workflows.paymentNews(id).catch((error: unknown) => {
        ctx.state.logger.warn(
          { err: error, checkoutId: id },
          'a return from the bank could not be passed on',
        );
      });
      return { status: 303, headers: { location: `/?conversation=${conversationId}` } };
    },
  });
}

/** Keeps what the browser brought from a provider's page, for the adapter that knows what it is. */
async function noteReturn({ payments }: ApiDeps, ctx: Context, id: CheckoutId): Promise<void> {
  const query = new URLSearchParams(ctx.querystring);
  for (const provider of new Set(payments.options.map((option) => option.provider))) {
    await payments
      .of(provider)
      .noteReturn?.(id, query)
      .catch((error: unknown) => {
        ctx.state.logger.warn({ err: error, checkoutId: id, provider }, 'a return could not be noted');
      });
  }
}

const LATER = 'The checkout is not answering at the moment. Sending it again with the same key is safe.';

/** A Temporal that has just started may not know a workflow yet that goes on; it is not over until its view says so. */
function isSaidTooSoon(error: unknown, state: CheckoutState): boolean {
  const isOver = error instanceof ShopError && error.code === 'checkout_over';
  return isOver && !FINAL_CHECKOUT_STATES.includes(state);
}
