import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { PaymentMethod, ShopError, type ShopperId } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import { knownShopper } from './ownership.js';
import { defineRoute, type Route } from './route.js';

const shared = { tag: 'saved cards', access: 'shopper' } as const;

/** The cards a signed-in shopper keeps; card numbers stay with the provider. */
export function savedCardRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      ...shared,
      method: 'get',
      path: '/v1/saved-cards',
      operationId: 'listSavedCards',
      summary: 'The cards kept for the shopper; none for a guest',
      responses: { 200: { description: 'At most 20 of them', schema: 'SavedCardList' } },
      problems: ['unavailable'],
      handle: async ({ ctx }) => {
        const { shopperId, person } = ctx.state;
        const keepsCards = shopperId !== undefined && person?.accountId !== undefined;
        return { body: { items: keepsCards ? await heard(() => deps.savedCards.list(shopperId)) : [] } };
      },
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path: '/v1/saved-cards',
      operationId: 'saveCard',
      summary: 'Keep a card for later, without charging it',
      description:
        'Takes a token of the provider, never card data. The bank may ask the shopper first, at `authenticationUrl`.',
      headers: z.object({
        'idempotency-key': z
          .string()
          .regex(/^[A-Za-z0-9_-]{8,64}$/, 'use 8 to 64 letters, digits, "-" or "_"')
          .optional(),
      }),
      body: z.object({ paymentMethod: PaymentMethod }),
      responses: { 200: { description: 'What became of it', schema: 'CardSetup' } },
      problems: ['not_found', 'unavailable', 'invalid_request'],
      handle: async ({ ctx, headers: { 'idempotency-key': key = randomUUID() }, body }) => {
        const shopper = signedIn(ctx);
        const { publicUrl } = deps.settings;
        const outcome = await heard(() =>
          deps.savedCards.save(shopper, body.paymentMethod, publicUrl, `card:${shopper}:${key}`),
        );
        return { body: outcome };
      },
    }),
    defineRoute({
      ...shared,
      method: 'delete',
      path: '/v1/saved-cards/:id',
      operationId: 'forgetCard',
      summary: 'Forget a card',
      params: z.object({ id: PaymentMethod }),
      responses: { 204: { description: 'It is not kept any more' } },
      problems: ['unauthenticated', 'unavailable'],
      handle: async ({ ctx, params: { id } }) => {
        const shopper = signedIn(ctx);
        await heard(() => deps.savedCards.forget(shopper, id));
        return { status: 204 };
      },
    }),
  ];
}

/** Guests keep nothing: whoever has the browser next would pay with it. */
function signedIn(ctx: Context): ShopperId {
  const shopper = knownShopper(ctx);
  if (ctx.state.person?.accountId !== undefined) return shopper;
  throw new ShopError('unauthenticated', 'Sign in to keep cards for later.');
}

/** What the provider left open may be asked again; what it refused is the caller's to change. */
async function heard<Result>(call: () => Promise<Result>): Promise<Result> {
  try {
    return await call();
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PaymentOutcomeUnknown') {
      throw new ShopError(
        'unavailable',
        'The payment provider is not answering; send it again.',
        {},
        { cause: error },
      );
    }
    if (name !== 'PaymentRefused') throw error;
    throw new ShopError('invalid_request', 'The provider does not take that card.', {}, { cause: error });
  }
}
