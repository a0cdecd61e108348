import { createHash, timingSafeEqual } from 'node:crypto';
import { ShopError } from '../../domain/index.js';
import type { Context } from '../state.js';

/** Lets staff through who show the token; compares in constant time, so that it cannot be guessed letter by letter. */
export function requireStaff(ctx: Context, token: string): void {
  const [scheme, shown = ''] = ctx.get('authorization').split(' ');
  if (scheme?.toLowerCase() === 'bearer' && sameSecret(shown, token)) return;
  ctx.set('www-authenticate', 'Bearer realm="staff"');
  throw new ShopError('unauthenticated', 'Send the staff token as "authorization: Bearer TOKEN".');
}

/** Digests have one length, whatever was sent. */
function sameSecret(one: string, other: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(one), digest(other));
}
