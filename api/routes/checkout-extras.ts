import { z } from 'zod';
import { type CheckoutCommand, type CheckoutId, GiftMessage, PromotionCode } from '../../domain/index.js';
import type { Context } from '../state.js';
import { defineRoute, type Route, type RouteAnswer } from './route.js';

type Shared = Pick<Route, 'tag' | 'access' | 'responses' | 'problems'> & {
  params: z.ZodObject<{ id: typeof CheckoutId }>;
  headers: z.ZodObject<{ 'idempotency-key': z.ZodOptional<z.ZodString> }>;
};
type Act = (
  ctx: Context,
  id: CheckoutId,
  key: string | undefined,
  command: CheckoutCommand,
) => Promise<RouteAnswer>;

/** What a shopper may add to a checkout without being asked: a promotion code and a gift message. */
export function extraRoutes(shared: Shared, act: Act): Route[] {
  return [
    defineRoute({
      ...shared,
      method: 'put',
      path: '/v1/checkouts/:id/promotion-code',
      operationId: 'applyCode',
      summary: 'Apply a promotion code',
      description: 'A code that is not taken is told in `codeRefusal`, with a sentence for the shopper.',
      body: z.object({ code: PromotionCode }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body: { code } }) =>
        act(ctx, id, key, { type: 'apply_code', code }),
    }),
    defineRoute({
      ...shared,
      method: 'delete',
      path: '/v1/checkouts/:id/promotion-code',
      operationId: 'removeCode',
      summary: 'Take the promotion code off',
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key } }) =>
        act(ctx, id, key, { type: 'remove_code' }),
    }),
    defineRoute({
      ...shared,
      method: 'put',
      path: '/v1/checkouts/:id/gift-message',
      operationId: 'setGiftMessage',
      summary: 'Say something to whoever opens the parcel',
      body: z.object({ message: GiftMessage }),
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key }, body: { message } }) =>
        act(ctx, id, key, { type: 'set_gift_message', message }),
    }),
    defineRoute({
      ...shared,
      method: 'delete',
      path: '/v1/checkouts/:id/gift-message',
      operationId: 'removeGiftMessage',
      summary: 'Take the gift message off',
      handle: ({ ctx, params: { id }, headers: { 'idempotency-key': key } }) =>
        act(ctx, id, key, { type: 'set_gift_message' }),
    }),
  ];
}
