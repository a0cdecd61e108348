import { z } from 'zod';
import { invalidRequest } from '../errors.js';
import { type Operation, operation } from '../operation.js';
import { expand, paging, text } from '../parameters.js';

export const paymentMethods: readonly Operation[] = [
  operation({
    name: 'payment_methods.retrieve',
    method: 'GET',
    path: '/payment_methods/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, _, id) => (await call.store.get('payment_method', id)).object,
  }),
  operation({
    name: 'payment_methods.list',
    method: 'GET',
    path: '/customers/:id/payment_methods',
    parameters: z.strictObject({ ...paging, type: text.optional() }),
    async execute(call, query, id) {
      await call.store.get('customer', id, 'customer');
      const page = await call.store.list('payment_method', query, { customer: id, type: query.type });
      return { object: 'list', url: `/v1/customers/${id}/payment_methods`, ...page };
    },
  }),
  operation({
    name: 'payment_methods.detach',
    method: 'POST',
    path: '/payment_methods/:id/detach',
    parameters: z.strictObject({ expand }),
    async execute(call, _, id) {
      const stored = await call.store.lock('payment_method', id);
      if (stored.object.customer === null) {
        throw invalidRequest(
          'The payment method you provided is not attached to a customer so detachment is impossible.',
        );
      }
      stored.object.customer = null;
      await call.store.save('payment_method', stored);
      return stored.object;
    },
  }),
];
