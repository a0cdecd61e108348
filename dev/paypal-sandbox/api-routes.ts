import Router from '@koa/router';
import type { Context } from 'koa';
import type pg from 'pg';
import rawBody from 'raw-body';
import type { SandboxState } from '../provider-sandbox/server.js';
import { cutConnection, Strikes } from '../provider-sandbox/strikes.js';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { Call } from './call.js';
import { forbidden, invalidRequest, newDebugId, rateLimited, serverFailure } from './errors.js';
import { executeOnce } from './idempotency.js';
import type { Answer, Operation } from './operation.js';
import { requireToken } from './tokens.js';

const BODY_LIMIT = '256kb';

/** One route for each operation. */
export function apiRoutes(sandbox: SandboxState, operations: readonly Operation[]): Router {
  const router = new Router();
  for (const operation of operations) {
    router.register(operation.path, [operation.method], (ctx: Context) => serve(sandbox, operation, ctx));
  }
  return router;
}

async function serve(sandbox: SandboxState, operation: Operation, ctx: Context): Promise<void> {
  ctx.set('paypal-debug-id', newDebugId());
  await requireToken(sandbox.pool, ctx.get('authorization'));
  const body = await readJson(ctx);
  const strikes = new Strikes(sandbox.faults, operation.name);
  if (strikes.dropsRequest) return cutConnection(ctx);
  refuse(strikes, 'before');

  const execute = operation.prepare(body, String(ctx.params.id ?? ''));
  const effect = async (client: pg.PoolClient) => {
    await strikes.delay();
    refuse(strikes, 'during');
    return execute(new Call(client, { url: sandbox.publicUrl(), deliver: sandbox.deliversWebhooks }));
  };
  const key = operation.method === 'POST' ? ctx.get('paypal-request-id') || undefined : undefined;
  const route = `${ctx.method} ${ctx.path}`;
  const answer = await inTransaction(sandbox.pool, (client) =>
    key === undefined ? effect(client) : executeOnce(client, { key, route, body, execute: effect }),
  );
  sandbox.committed();

  if (strikes.dropsReply) return cutConnection(ctx);
  refuse(strikes, 'after');
  send(ctx, answer);
}

/** PayPal stores no failure of its own under a key: the next try is executed, or finds what was done. */
function refuse(strikes: Strikes, phase: 'before' | 'during' | 'after'): void {
  if (phase === 'before' && strikes.limitsRate) throw rateLimited();
  if (phase === 'before' && strikes.forbids) throw forbidden();
  const status = strikes.serverError(phase);
  if (status) throw serverFailure(status);
}

/** Changes are answered in brief, unless the caller asks for the whole object. */
function send(ctx: Context, { status, body }: Answer): void {
  const brief = ctx.method === 'POST' && status < 300 && !ctx.get('prefer').includes('return=representation');
  ctx.status = status;
  ctx.body = brief && body ? inBrief(body) : body;
}

function inBrief(body: object): object {
  if (!('id' in body)) return body;
  const { id, status, links } = body as Record<string, unknown>;
  return { id, status, links };
}

async function readJson(ctx: Context): Promise<unknown> {
  if (ctx.method === 'GET') return undefined;
  const text = await rawBody(ctx.req, { encoding: 'utf8', limit: BODY_LIMIT });
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw invalidRequest('MALFORMED_REQUEST_JSON', 'The request body is not well formed.');
  }
}
