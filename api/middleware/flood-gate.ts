import { rateLimited } from '../limits/headers.js';
import type { Limits } from '../limits/limits.js';
import type { Metrics } from '../metrics.js';
import { toProblem } from '../problem.js';
import type { Middleware } from '../state.js';

/**
 * Turns away addresses that flood us, before anything else is done for them. They are counted, and logged once for each
 * window and address: a flood must not become one of log lines.
 */
export function floodGate(limits: Pick<Limits, 'flood'>, metrics: Pick<Metrics, 'floods'>): Middleware {
  return async function turnAwayFloods(ctx, next) {
    const standing = await limits.flood(ctx.request.ip);
    if (!standing?.refused) return await next();
    metrics.floods.inc();
    if (standing.isFirst) {
      // Behind a proxy that TRUSTED_PROXIES does not name, everybody is one address.
      const { isForwarded } = ctx.state;
      ctx.state.logger.warn({ policy: standing.policy, isForwarded }, 'an address floods us');
    }
    const { status, headers, document } = toProblem(rateLimited([standing]), {
      path: ctx.path,
      id: ctx.state.requestId,
    });
    ctx.status = status;
    ctx.set({ ...headers, 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    ctx.body = JSON.stringify(document);
    ctx.type = 'application/problem+json';
  };
}
