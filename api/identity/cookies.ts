import { createHash, randomBytes } from 'node:crypto';
import { ShopperId } from '../../domain/index.js';
import type { Context } from '../state.js';

/** Names and manners of the shop's cookies: signed, for HTTP alone, and of this host alone where TLS allows saying so. */
export interface ShopCookies {
  read(ctx: Context, name: CookieName): string | undefined;
  write(ctx: Context, name: CookieName, value: string, maxAgeMs: number): void;
  clear(ctx: Context, name: CookieName): void;
}

/** `signin.<tag>`: a sign-in under way; each tab has its own. `erasure`: the receipt of one. */
export type CookieName = 'guest' | 'session' | 'erasure' | `signin.${string}`;

/** @param https whether browsers reach us over TLS. It may end at a proxy: that our connection is plain tells nothing. */
export function shopCookies(https: boolean): ShopCookies {
  // With this prefix browsers take the cookie from this very host alone, over TLS, for all paths.
  const prefix = https ? '__Host-shoptalk_' : 'shoptalk_';
  const manners = { signed: true, httpOnly: true, sameSite: 'lax', path: '/', secure: https } as const;
  return {
    read: (ctx, name) => ctx.cookies.get(prefix + name, { signed: true }),
    write(ctx, name, value, maxAge) {
      ctx.cookies.secure = https;
      ctx.cookies.set(prefix + name, value, { ...manners, maxAge, overwrite: true });
    },
    clear(ctx, name) {
      ctx.cookies.secure = https;
      ctx.cookies.set(prefix + name, '', { ...manners, expires: new Date(0), overwrite: true });
    },
  };
}

/** A session's token: 256 random bits. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What is stored of a token: whoever reads the table can sign in as nobody. */
export function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** The guest that the signed cookie names; a forged or foreign one names none. */
export function guestOf(ctx: Context, cookies: ShopCookies): ShopperId | undefined {
  return ShopperId.safeParse(cookies.read(ctx, 'guest')).data;
}
