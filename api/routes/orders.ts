import { z } from 'zod';
import {
  Address,
  LineQuantity,
  type OrderCommand,
  OrderId,
  returnLabelSvg,
  returnLabelText,
  ShopError,
  Sku,
} from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { answerOnce, IDEMPOTENCY_PROBLEMS, idempotencyHeaders } from './idempotency.js';
import { ownOrder } from './ownership.js';
import { defineRoute, type Route } from './route.js';

const params = z.object({ id: OrderId });

const acting = {
  tag: 'orders',
  access: 'shopper',
  params,
  headers: idempotencyHeaders,
  responses: { 200: { description: 'The order after it', schema: 'Order' } },
  problems: ['not_now', 'busy', 'invalid_request', ...IDEMPOTENCY_PROBLEMS],
} as const;

/** What has been bought, and what can be done about it afterwards. */
export function orderRoutes(deps: ApiDeps): Route[] {
  const act = async (ctx: Context, id: OrderId, key: string | undefined, command: OrderCommand) => {
    const order = await ownOrder(deps, ctx, id);
    if (order.state === 'authorised')
      throw new ShopError('not_now', 'The payment is just being finished; please try again in a moment.');
    return answerOnce(deps, ctx, key, command, (actId) => deps.workflows.actOnOrder(id, command, actId));
  };

  return [
    ...readingRoutes(deps),
    defineRoute({
      ...acting,
      method: 'post',
      path: '/v1/orders/:id/cancellation',
      operationId: 'cancelOrder',
      summary: 'Cancel before shipment; the whole order is paid back',
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key } }) =>
        act(ctx, id, key, { type: 'cancel' }),
    }),
    defineRoute({
      ...acting,
      method: 'put',
      path: '/v1/orders/:id/address',
      operationId: 'readdressOrder',
      summary: 'Send it elsewhere, before shipment and where the same tax applies',
      body: Address,
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body: address }) =>
        act(ctx, id, key, { type: 'change_address', address }),
    }),
    defineRoute({
      ...acting,
      method: 'post',
      path: '/v1/orders/:id/exchange',
      operationId: 'exchangeVariant',
      summary: 'Swap a line for another size or colour before shipment, if it is in stock',
      body: z.strictObject({ position: LineQuantity.shape.position, sku: Sku }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'exchange', ...body }),
    }),
    defineRoute({
      ...acting,
      method: 'post',
      path: '/v1/orders/:id/returns',
      operationId: 'requestReturn',
      summary: 'Send lines back within 30 days of delivery; the order after it has the label',
      body: z.strictObject({
        lines: z.array(LineQuantity).min(1, 'say what goes back').max(50),
        reason: z.string().trim().min(1, 'say why it goes back').max(300),
      }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body }) =>
        act(ctx, id, key, { type: 'return', ...body }),
    }),
  ];
}

function readingRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/orders',
      operationId: 'listOrders',
      tag: 'orders',
      summary: "The guest's orders, newest first",
      access: 'shopper',
      responses: { 200: { description: 'At most 100 of them', schema: 'OrderList' } },
      problems: [],
      async handle({ ctx }) {
        const { shopperId } = ctx.state;
        return { body: { items: shopperId ? await deps.orderBook.list(shopperId) : [] } };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/orders/:id',
      operationId: 'readOrder',
      tag: 'orders',
      summary: 'An order, with the prices that were charged, what happened to it and what can be done now',
      access: 'shopper',
      params,
      responses: { 200: { description: 'The order', schema: 'OrderDetails' } },
      problems: [],
      async handle({ ctx, params: { id } }) {
        const order = await ownOrder(deps, ctx, id);
        return { body: { ...order, events: await deps.orderBook.entries(id) } };
      },
    }),
    defineRoute({
      ...label,
      path: '/v1/orders/:id/returns/:returnId/label',
      operationId: 'readReturnLabel',
      summary: 'The label for a parcel that goes back, as a picture to print',
      responses: { 200: { description: 'The label', contentType: 'image/svg+xml' } },
      async handle({ ctx, params: { id, returnId } }) {
        const { order, back } = await ownReturn(deps, ctx, id, returnId);
        const body = returnLabelSvg(order, back, returnsDesk(deps));
        return { body, contentType: 'image/svg+xml' };
      },
    }),
    defineRoute({
      ...label,
      path: '/v1/orders/:id/returns/:returnId/label.txt',
      operationId: 'readReturnLabelText',
      summary: 'The same in plain words, to copy by hand',
      responses: { 200: { description: 'The label', contentType: 'text/plain' } },
      async handle({ ctx, params: { id, returnId } }) {
        const { order, back } = await ownReturn(deps, ctx, id, returnId);
        const body = returnLabelText(order, back, returnsDesk(deps));
        return { body, contentType: 'text/plain; charset=utf-8' };
      },
    }),
  ];
}

function returnsDesk({ settings }: ApiDeps): string[] {
  return [settings.shopName, ...settings.returnsAddress];
}

const label = {
  method: 'get',
  tag: 'orders',
  access: 'shopper',
  params: params.extend({ returnId: z.string().max(40) }),
  problems: [],
} as const;

async function ownReturn(deps: ApiDeps, ctx: Context, id: OrderId, returnId: string) {
  const order = await ownOrder(deps, ctx, id);
  const back = order.returns.find((candidate) => candidate.id === returnId);
  if (!back) throw new ShopError('not_found', 'There is no such return.');
  return { order, back };
}
