import cors from '@koa/cors';
import type { Middleware } from '../state.js';

/** Lets the Temporal UI have payloads decrypted, and do nothing else; who asks must be staff in any case. */
export function codecOrigin(temporalUiUrl: string): Middleware {
  const { origin } = new URL(temporalUiUrl);
  const allow = cors({
    origin: (ctx) => (ctx.get('origin') === origin ? origin : ''),
    credentials: true,
    allowMethods: 'POST',
    allowHeaders: 'authorization,content-type,x-namespace',
    maxAge: 600,
  });
  return async function codecOriginOnly(ctx, next) {
    return ctx.path.startsWith('/v1/codec/') ? await allow(ctx, next) : await next();
  };
}

/** Lets pages of these origins, and of no others, use the API and read its answers. */
export function crossOrigin(origins: readonly string[]): Middleware {
  const allowed = new Set(origins);
  return cors({
    origin: (ctx) => (allowed.has(ctx.get('origin')) ? ctx.get('origin') : ''),
    credentials: true,
    allowMethods: 'GET,POST,PUT,DELETE',
    allowHeaders: 'authorization,challenge-solution,content-type,idempotency-key,last-event-id,x-request-id',
    exposeHeaders: 'etag,idempotency-replayed,location,ratelimit,ratelimit-policy,retry-after,x-request-id',
    maxAge: 600,
  });
}
