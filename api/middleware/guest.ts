import { ShopperId } from '../../domain/index.js';
import type { Context, Middleware } from '../state.js';

export const GUEST_COOKIE = 'shoptalk_guest';
const ONE_YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** Reads who the guest is from the signed cookie; a forged or foreign one counts as none. */
export function guest(): Middleware {
  return async function readGuest(ctx, next) {
    const id = ShopperId.safeParse(ctx.cookies.get(GUEST_COOKIE, { signed: true }));
    ctx.state.shopperId = id.success ? id.data : undefined;
    await next();
  };
}

/** Gives the guest the cookie that makes their conversations theirs; also renews it. */
export function rememberGuest(ctx: Context, shopperId: ShopperId, https: boolean): void {
  // TLS ends at the proxy in front of us: that the connection to us is plain must not stop a Secure cookie.
  ctx.cookies.secure = https;
  ctx.cookies.set(GUEST_COOKIE, shopperId, {
    signed: true,
    httpOnly: true,
    sameSite: 'lax',
    secure: https,
    path: '/',
    maxAge: ONE_YEAR_MS,
    overwrite: true,
  });
}
