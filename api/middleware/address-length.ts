import { ShopError } from '../../domain/index.js';
import type { Middleware } from '../state.js';

/** The longest path and query that we read; an answer of an identity provider needs about half of it. */
const MAX_ADDRESS = 4_096;

/** Refuses addresses that nothing of ours makes, before anything looks into them. */
export function addressLength(): Middleware {
  return async function refuseLongAddresses(ctx, next) {
    if (ctx.url.length > MAX_ADDRESS)
      throw new ShopError('address_too_long', `The address is longer than ${MAX_ADDRESS} characters.`);
    await next();
  };
}
