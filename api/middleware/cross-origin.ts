import cors from '@koa/cors';
import type { Middleware } from '../state.js';

/** Lets pages of these origins, and of no others, use the API and read its answers. */
export function crossOrigin(origins: readonly string[]): Middleware {
  const allowed = new Set(origins);
  return cors({
    origin: (ctx) => (allowed.has(ctx.get('origin')) ? ctx.get('origin') : ''),
    credentials: true,
    allowMethods: 'GET,POST,PUT,DELETE',
    allowHeaders: 'authorization,content-type,idempotency-key,last-event-id,x-request-id',
    exposeHeaders: 'etag,idempotency-replayed,location,ratelimit,ratelimit-policy,retry-after,x-request-id',
    maxAge: 600,
  });
}
