import { z } from 'zod';
import { type Operation, operation } from '../operation.js';
import { expand, paging, text } from '../parameters.js';

/** Charges are read only here: they come about through PaymentIntents. */
export const charges: readonly Operation[] = [
  operation({
    name: 'charges.list',
    method: 'GET',
    path: '/charges',
    parameters: z.strictObject({ ...paging, payment_intent: text.optional(), customer: text.optional() }),
    async execute(call, query) {
      const { payment_intent, customer } = query;
      return {
        object: 'list',
        url: '/v1/charges',
        ...(await call.store.list('charge', query, { payment_intent, customer })),
      };
    },
  }),
  operation({
    name: 'charges.retrieve',
    method: 'GET',
    path: '/charges/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, _, id) => (await call.store.get('charge', id)).object,
  }),
];
