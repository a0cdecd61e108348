import { createHash, timingSafeEqual } from 'node:crypto';
import { isIP } from 'node:net';
import type { Context } from '../state.js';

/**
 * Whether a request shows the staff token, from this very machine. The token is for development: a shared secret that
 * names nobody. So it counts only where the caller's own address and the host that was asked for are loopback, which a
 * request that came through a proxy, or from a page of another site (DNS rebinding), is not.
 */
export function showsStaffToken(ctx: Context, shown: string, token: string | undefined): boolean {
  return token !== undefined && sameSecret(shown, token) && isLocal(ctx);
}

function isLocal(ctx: Context): boolean {
  const peer = ctx.req.socket.remoteAddress ?? '';
  return isLoopback(peer) && isLoopback(hostnameOf(ctx.get('host'))) && !ctx.state.isForwarded;
}

function isLoopback(host: string): boolean {
  if (host === 'localhost' || host === '::1') return true;
  const v4 = host.startsWith('::ffff:') ? host.slice('::ffff:'.length) : host;
  return isIP(v4) === 4 && v4.startsWith('127.');
}

/** `[::1]:3000` → `::1`. */
function hostnameOf(host: string): string {
  return host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
}

/** In constant time, so that it cannot be guessed letter by letter; digests have one length, whatever was sent. */
function sameSecret(one: string, other: string): boolean {
  const digest = (value: string) => createHash('sha256').update(value).digest();
  return timingSafeEqual(digest(one), digest(other));
}
