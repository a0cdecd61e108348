import Router from '@koa/router';
import type { Context } from 'koa';
import type pg from 'pg';
import rawBody from 'raw-body';
import type { SandboxState as Sandbox } from '../provider-sandbox/server.js';
import { cutConnection, Strikes } from '../provider-sandbox/strikes.js';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { Call } from './call.js';
import { forbidden, invalidRequest, rateLimited, serverFailure, unauthenticated } from './errors.js';
import { API_VERSION } from './events.js';
import { executeOnce, type KeyedAnswer } from './idempotency.js';
import { newId } from './ids.js';
import { type Answer, answerOf, type Operation } from './operation.js';
import { parseForm } from './parameters.js';

const BODY_LIMIT = '256kb';

/** The routes under /v1, one for each operation. */
export function apiRoutes(sandbox: Sandbox, operations: readonly Operation[]): Router {
  const router = new Router({ prefix: '/v1' });
  for (const operation of operations) {
    router.register(operation.path, [operation.method], (ctx: Context) => serve(sandbox, operation, ctx));
  }
  return router;
}

async function serve(sandbox: Sandbox, operation: Operation, ctx: Context): Promise<void> {
  const requestId = newId('req');
  ctx.set('request-id', requestId);
  ctx.set('stripe-version', readVersion(ctx));
  requireKey(ctx);
  const parameters = await readParameters(ctx);
  const strikes = new Strikes(sandbox.faults, operation.name);
  if (strikes.dropsRequest) return cutConnection(ctx);
  refuseBeforeExecution(strikes);

  const key = operation.method === 'POST' ? ctx.get('idempotency-key') || undefined : undefined;
  const source = { requestId, idempotencyKey: key ?? null, deliver: sandbox.deliversWebhooks };
  const prepare = () => {
    const execute = operation.prepare(parameters, String(ctx.params.id ?? ''));
    return (client: pg.PoolClient) =>
      strikeExecution(strikes, () => execute(new Call(client, source, sandbox.publicUrl())));
  };
  const route = `${ctx.method} ${ctx.path}`;
  const answer: KeyedAnswer =
    operation.method === 'GET'
      ? await inTransaction(sandbox.pool, prepare())
      : await executeOnce(sandbox.pool, { key, route, parameters, requestId, prepare });
  sandbox.committed();

  if (strikes.dropsReply) return cutConnection(ctx);
  if (key !== undefined) ctx.set('idempotency-key', key);
  send(ctx, answer);
}

function refuseBeforeExecution(strikes: Strikes): void {
  if (strikes.limitsRate) throw rateLimited();
  if (strikes.forbids) throw forbidden();
  const status = strikes.serverError('before');
  if (status) throw serverFailure(status, true);
}

/** Faults that strike while the key is in use, so that what they leave behind is saved under it. */
async function strikeExecution(strikes: Strikes, execute: () => Promise<Answer>): Promise<Answer> {
  await strikes.delay();
  const during = strikes.serverError('during');
  if (during) throw serverFailure(during, false);
  const answer = await execute();
  const after = strikes.serverError('after');
  return after ? answerOf(serverFailure(after, false)) : answer;
}

function send(ctx: Context, { status, body, replayOf }: KeyedAnswer): void {
  if (replayOf !== undefined) {
    ctx.set('idempotent-replayed', 'true');
    ctx.set('original-request', replayOf);
  }
  // What is saved under a key would only be replayed.
  if (status >= 500) ctx.set('stripe-should-retry', 'false');
  ctx.status = status;
  ctx.body = body;
}

/** Any test key will do; what is missing, or is not a secret key, is refused. */
function requireKey(ctx: Context): void {
  const [scheme, credentials = ''] = ctx.get('authorization').split(' ');
  const key =
    scheme?.toLowerCase() === 'basic'
      ? (Buffer.from(credentials, 'base64').toString().split(':')[0] ?? '')
      : credentials;
  if (!key) {
    throw unauthenticated(
      'No API key was given; send it as "Authorization: Bearer sk_test_…" or as basic auth user name.',
    );
  }
  if (!/^[rs]k_test_\w+$/.test(key)) {
    throw unauthenticated(
      `Invalid API key: the sandbox takes test keys (sk_test_…), not ${key.slice(0, 8)}….`,
    );
  }
}

function readVersion(ctx: Context): string {
  const version = ctx.get('stripe-version') || API_VERSION;
  if (/^\d{4}-\d{2}-\d{2}(\.[a-z]+)?$/.test(version)) return version;
  throw invalidRequest('The Stripe-Version header is not a version such as 2026-10-28.endive.');
}

async function readParameters(ctx: Context): Promise<Record<string, unknown>> {
  if (ctx.method !== 'POST') return parseForm(ctx.querystring);
  if (ctx.request.length && !ctx.is('application/x-www-form-urlencoded')) {
    throw invalidRequest('Send parameters as application/x-www-form-urlencoded.');
  }
  try {
    return parseForm(await rawBody(ctx.req, { encoding: 'utf8', limit: BODY_LIMIT }));
  } catch (error) {
    throw invalidRequest(
      `The body could not be read: ${error instanceof Error ? error.message : String(error)}.`,
    );
  }
}
