import type { ApiDeps } from '../deps.js';
import { defineRoute, type Route } from './route.js';

/** What the shop knows of somebody: for accounts, and for guests by their cookie. */
export function privacyRoutes({ personalData }: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'get',
      path: '/v1/me/export',
      operationId: 'exportMe',
      tag: 'identity',
      summary: 'Everything the shop knows of you',
      description:
        'Account, sessions, conversations with their transcripts and carts, checkouts, orders, consents, stock watches and ' +
        'products looked at, as a JSON file.',
      access: 'shopper',
      responses: { 200: { description: 'A file', schema: 'PersonalData' } },
      problems: [],
      async handle({ ctx }) {
        const everything = await personalData.of(ctx.state.shopperId);
        return {
          headers: { 'content-disposition': 'attachment; filename="my-data.json"' },
          body: { exportedAt: new Date().toISOString(), ...everything },
        };
      },
    }),
  ];
}
