import { ShopError } from '../../domain/index.js';
import { toProblem } from '../problem.js';
import type { Middleware } from '../state.js';

/**
 * Turns errors, and requests that nothing answered, into RFC 9457 problem documents. What we did
 * not expect is logged with its stack, and told to the client without it.
 */
export function problems(): Middleware {
  return async function answerWithProblem(ctx, next) {
    try {
      await next();
      if (ctx.status === 404 && ctx.body == null)
        throw new ShopError('not_found', 'There is nothing at this address.');
    } catch (error) {
      const problem = toProblem(error, { path: ctx.path, id: ctx.state.requestId });
      const { logger } = ctx.state;
      if (problem.code === 'internal') logger.error({ err: error }, 'unexpected error');
      else if (problem.status >= 500)
        logger.warn({ code: problem.code, reason: rootCause(error) }, 'not available');
      ctx.status = problem.status;
      ctx.set(problem.headers);
      ctx.set('cache-control', 'no-store');
      ctx.body = JSON.stringify(problem.document);
      ctx.type = 'application/problem+json';
    }
  };
}

function rootCause(error: unknown): string {
  let cause = error;
  while (cause instanceof Error && cause.cause !== undefined) cause = cause.cause;
  return cause instanceof Error ? cause.message : String(cause);
}
