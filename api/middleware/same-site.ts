import { ShopError } from '../../domain/index.js';
import type { Context } from '../state.js';

/** Methods that change nothing (RFC 9110 §9.2.1). */
const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses what a page of another site makes a browser send, where it would change something: its cookies may come
 * along (CSRF). Browsers say where a request comes from in `Sec-Fetch-Site` or `Origin`, and pages cannot write these;
 * programs send neither.
 * @param allowed origins whose pages may use the API.
 */
export function requireOwnOrigin(ctx: Context, allowed: ReadonlySet<string>): void {
  if (SAFE.has(ctx.method)) return;
  const site = ctx.get('sec-fetch-site');
  const origin = ctx.get('origin');
  // `none`: no page at all, such as the address bar.
  const isOwn =
    site === ''
      ? origin === '' || isOurs(origin, ctx.get('host'))
      : site === 'same-origin' || site === 'none';
  if (isOwn || allowed.has(origin)) return;
  throw new ShopError('forbidden', 'A page of another site sent this; open the shop itself to do it.');
}

/** An older browser, which sends no `Sec-Fetch-Site`: a page's origin must be the very host that it asks. */
function isOurs(origin: string, host: string): boolean {
  return URL.canParse(origin) && new URL(origin).host === host.toLowerCase();
}
