import type { Tracing } from '../../activities/ports/index.js';
import type { Middleware } from '../state.js';

/**
 * Begins a trace for each request to the API, named by its route. A trace that a proxy of ours has begun is
 * gone on with; what anybody else sends is not believed, or they could have every request of theirs traced.
 * @param isProxied whether who is calling is a proxy that we trust.
 */
export function serverSpan(tracing: Tracing, isProxied: (address: string) => boolean): Middleware {
  return async function traceRequest(ctx, next) {
    // Pages, probes and scrapes tell nothing that their metrics do not.
    if (!ctx.path.startsWith('/v1/')) return next();
    const parent = isProxied(ctx.req.socket.remoteAddress ?? '')
      ? ctx.get('traceparent') || undefined
      : undefined;
    await tracing.run({ name: ctx.method, kind: 'server', parent, begins: true }, async (span) => {
      if (span) ctx.state.logger = ctx.state.logger.child({ traceId: span.traceId });
      await next();
      const { route } = ctx.state;
      span?.rename(`${ctx.method} ${route}`);
      span?.set({
        'http.request.method': ctx.method,
        'http.route': route,
        'http.response.status_code': ctx.status,
        'shoptalk.request_id': ctx.state.requestId,
      });
      if (ctx.status >= 500) span?.fail(String(ctx.status));
    });
  };
}
