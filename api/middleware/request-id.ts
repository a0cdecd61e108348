import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { duringRequest } from '../request-context.js';
import type { Middleware } from '../state.js';

/** What we accept from proxies and clients; anything else could forge log lines or headers. */
const ACCEPTABLE = /^[A-Za-z0-9_.:-]{8,128}$/;

/**
 * Gives each request an id and a logger that carries it. A valid incoming `x-request-id` is kept,
 * so that one id follows a request through proxies; the answer names it in any case.
 */
export function requestId(logger: Logger): Middleware {
  return async function giveRequestId(ctx, next) {
    const incoming = ctx.get('x-request-id');
    const id = ACCEPTABLE.test(incoming) ? incoming : randomUUID();
    ctx.state.requestId = id;
    ctx.state.logger = logger.child({ requestId: id });
    ctx.state.isForwarded = false;
    ctx.state.person = undefined;
    ctx.state.shopperId = undefined;
    ctx.state.standings = [];
    ctx.state.route = 'unmatched';
    ctx.state.streaming = false;
    ctx.set('x-request-id', id);
    await duringRequest(id, next);
  };
}
