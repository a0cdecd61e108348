import { z } from 'zod';
import { type Operation, operation } from '../operation.js';
import { expand, paging, text } from '../parameters.js';

export const events: readonly Operation[] = [
  operation({
    name: 'events.list',
    method: 'GET',
    path: '/events',
    parameters: z.strictObject({ ...paging, type: text.optional() }),
    async execute(call, query) {
      return {
        object: 'list',
        url: '/v1/events',
        ...(await call.store.list('event', query, { type: query.type })),
      };
    },
  }),
  operation({
    name: 'events.retrieve',
    method: 'GET',
    path: '/events/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, _, id) => (await call.store.get('event', id)).object,
  }),
];
