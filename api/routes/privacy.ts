import { z } from 'zod';
import {
  type Erasure,
  type ErasureUnderWay,
  NOTHING_ERASED,
  ShopError,
  type ShopperId,
} from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { knownShopper } from './ownership.js';
import { defineRoute, type Route } from './route.js';

/** What the shop knows of somebody, and forgetting it: for accounts, and for guests by their cookie. */
export function privacyRoutes(deps: ApiDeps): Route[] {
  return [exportRoute(deps), ...erasureRoutes(deps)];
}

function exportRoute({ personalData }: ApiDeps): Route {
  return defineRoute({
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
  });
}

/** How long a browser keeps the receipt: until an order that has just been placed is closed, and longer. */
const RECEIPT_MS = 366 * 24 * 60 * 60 * 1_000;

function erasureRoutes(deps: ApiDeps): Route[] {
  const { erasures } = deps;
  const { cookies } = deps.identity;
  return [
    defineRoute({
      method: 'post',
      path: '/v1/me/erasure',
      operationId: 'eraseMe',
      tag: 'identity',
      summary: 'Forget everything about me',
      description:
        'Signs you out everywhere at once, and erases what the shop knows of you. What is being paid or delivered, or can ' +
        'still be sent back, keeps what it needs and goes when it is over; of orders, goods, amounts and country stay for ' +
        'the books. It cannot be taken back. Asking again is the same erasure.',
      access: 'shopper',
      responses: { 202: { description: 'It has begun and will be finished', schema: 'Erasure' } },
      problems: ['not_found', 'unavailable'],
      async handle({ ctx }) {
        const erasure = await beginErasure(deps, knownShopper(ctx), 'shopper');
        cookies.write(ctx, 'erasure', erasure.id, RECEIPT_MS);
        cookies.clear(ctx, 'session');
        cookies.clear(ctx, 'guest');
        return { status: 202, body: withoutAsker(erasure) };
      },
    }),
    defineRoute({
      method: 'get',
      path: '/v1/me/erasure',
      operationId: 'readMyErasure',
      tag: 'identity',
      summary: 'How it stands with forgetting me',
      description: 'By the cookie that the browser got as a receipt, or by `receipt`, its `id`.',
      access: 'shopper',
      query: z.object({ receipt: z.uuid().optional() }),
      responses: { 200: { description: '`none` where nobody asked for it', schema: 'Erasure' } },
      problems: [],
      async handle({ ctx, query: { receipt } }) {
        const id = receipt ?? receiptOf(deps, ctx);
        const { shopperId } = ctx.state;
        const erasure = id ? await erasures.find(id) : shopperId && (await erasures.of(shopperId));
        return { body: erasure ? withoutAsker(erasure) : NOTHING_ERASED };
      },
    }),
  ];
}

/** Writes it down before it is begun: what Temporal does not take now, the clock begins later. */
export async function beginErasure(
  { erasures, workflows }: Pick<ApiDeps, 'erasures' | 'workflows'>,
  person: ShopperId,
  by: 'shopper' | 'staff',
): Promise<ErasureUnderWay> {
  const erasure = await erasures.begin(person, by);
  if (!erasure) throw new ShopError('not_found', 'There is nobody here to be forgotten.');
  await workflows.erase(person);
  return erasure;
}

function receiptOf({ identity }: ApiDeps, ctx: Context): string | undefined {
  return z.uuid().safeParse(identity.cookies.read(ctx, 'erasure')).data;
}

/** Whether staff asked for it is not for everybody who holds the receipt. */
function withoutAsker({ askedBy: _, ...erasure }: Erasure & { askedBy?: unknown }): Erasure {
  return erasure;
}
