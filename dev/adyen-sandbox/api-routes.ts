import Router from '@koa/router';
import type { Context } from 'koa';
import type pg from 'pg';
import rawBody from 'raw-body';
import { fingerprint, KeyStore } from '../provider-sandbox/key-store.js';
import type { SandboxState } from '../provider-sandbox/server.js';
import { cutConnection, Strikes } from '../provider-sandbox/strikes.js';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { Call } from './call.js';
import { inProgress, internal, invalidRequest, tooMany, unauthorised } from './errors.js';
import { OPERATIONS, type Operation } from './operations.js';

const BODY_LIMIT = '256kb';
const MAX_KEY_LENGTH = 64;
/** The version that the library speaks. */
const PREFIX = '/v72';

interface Answer {
  status: number;
  body: object;
}

/** The Checkout API, one route for each operation. */
export function apiRoutes(sandbox: SandboxState, merchantAccount: string): Router {
  const router = new Router({ prefix: PREFIX });
  for (const operation of OPERATIONS) {
    router.register(operation.path, [operation.method], (ctx: Context) =>
      serve(sandbox, merchantAccount, operation, ctx),
    );
  }
  return router;
}

async function serve(
  sandbox: SandboxState,
  merchantAccount: string,
  operation: Operation,
  ctx: Context,
): Promise<void> {
  if (!ctx.get('x-api-key')) throw unauthorised();
  const input = await readInput(ctx);
  const strikes = new Strikes(sandbox.faults, operation.name);
  if (strikes.dropsRequest) return cutConnection(ctx);
  if (strikes.limitsRate) throw tooMany();
  const before = strikes.serverError('before') ?? strikes.serverError('during');
  if (before) throw internal(before);
  await strikes.delay();

  const settings = {
    merchantAccount,
    publicUrl: sandbox.publicUrl(),
    deliversWebhooks: sandbox.deliversWebhooks,
  };
  const key = ctx.get('idempotency-key') || undefined;
  const answer = await executeOnce(
    sandbox.pool,
    { key, route: `${ctx.method} ${ctx.path}`, input },
    (client) =>
      operation.execute(new Call(client, settings), input, ctx.params).then((body) => ({
        status: operation.status,
        body,
      })),
  );
  sandbox.committed();
  if (strikes.dropsReply) return cutConnection(ctx);
  const after = strikes.serverError('after');
  if (after) throw internal(after);
  if (key) ctx.set('idempotency-key', key);
  Object.assign(ctx, answer);
}

/**
 * Executes a request once for its key; the first good answer is what the key answers from then on. A request that
 * fails leaves nothing under it, and one that comes while the first is executed is told to come again.
 * https://docs.adyen.com/development-resources/api-idempotency
 */
async function executeOnce(
  pool: pg.Pool,
  { key, route, input }: { key: string | undefined; route: string; input: unknown },
  execute: (client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> {
  if (key && key.length > MAX_KEY_LENGTH) throw invalidRequest('Idempotency-Key is too long.');
  return inTransaction(pool, async (client) => {
    if (!key) return execute(client);
    const keys = new KeyStore(client);
    if (!(await keys.lock(key))) throw inProgress();
    const saved = await keys.find(key);
    if (saved) return { status: saved.status, body: saved.body };
    const answer = await execute(client);
    await keys.save(key, { route, fingerprint: fingerprint(input), request_id: '', ...answer });
    return answer;
  });
}

async function readInput(ctx: Context): Promise<unknown> {
  if (ctx.method === 'GET') return { ...ctx.query };
  try {
    return JSON.parse(await rawBody(ctx.req, { encoding: 'utf8', limit: BODY_LIMIT }));
  } catch {
    throw invalidRequest('The body is not JSON.');
  }
}
