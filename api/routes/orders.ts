import { z } from 'zod';
import { OrderId, ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { knownGuest } from './ownership.js';
import { defineRoute, type Route } from './route.js';

/** What has been bought. */
export function orderRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/orders/:id',
      operationId: 'readOrder',
      tag: 'orders',
      summary: 'An order, with the prices that were charged',
      access: 'public',
      params: z.object({ id: OrderId }),
      responses: { 200: { description: 'The order', schema: 'Order' } },
      problems: [],
      async handle({ ctx, params: { id } }) {
        const order = await deps.orders.get(id, knownGuest(ctx));
        if (!order) throw new ShopError('not_found', 'There is no such order.');
        return { body: order };
      },
    }),
  ];
}
