import { z } from 'zod';
import { type Operation, operation } from '../operation.js';
import { expand } from '../parameters.js';

export const paymentMethods: readonly Operation[] = [
  operation({
    name: 'payment_methods.retrieve',
    method: 'GET',
    path: '/payment_methods/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, _, id) => (await call.store.get('payment_method', id)).object,
  }),
];
