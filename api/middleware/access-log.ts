import type { Metrics } from '../metrics.js';
import type { Middleware } from '../state.js';

/** Routes that probes and scrapers call all day. */
const QUIET = new Set(['/livez', '/readyz', '/metrics']);

/**
 * One line and one count for each request, when its answer has been sent: route template, status
 * and time, never a body, a query or who asked.
 */
export function accessLog(metrics: Metrics): Middleware {
  return async function logAccess(ctx, next) {
    const startedAt = performance.now();
    ctx.res.once('close', () => {
      const { route, streaming, logger } = ctx.state;
      const ms = Math.round((performance.now() - startedAt) * 10) / 10;
      const finished = ctx.res.writableFinished || streaming;
      const status = ctx.res.headersSent ? ctx.res.statusCode : 499; // 499: the client left before we answered
      const labels = { route, method: knownMethod(ctx.method), status: String(status) };
      metrics.requests.inc(labels);
      if (!streaming) metrics.duration.observe(labels, ms / 1000);
      const line = { route, method: ctx.method, status, ms, ...(finished ? {} : { aborted: true }) };
      logger[QUIET.has(route) ? 'debug' : 'info'](line, 'request');
    });
    await next();
  };
}

/** Clients can invent methods; metrics must not grow with them. */
function knownMethod(method: string): string {
  return ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].includes(method) ? method : 'other';
}
