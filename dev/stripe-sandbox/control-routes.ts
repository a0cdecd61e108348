import Router from '@koa/router';
import type { Context } from 'koa';
import rawBody from 'raw-body';
import { z } from 'zod';
import type { Sandbox } from './api-routes.js';
import {
  AUTHENTICATION_STYLE,
  authenticationPage,
  authenticationPolicy,
  returnLocation,
} from './authentication-page.js';
import { Call } from './call.js';
import { closeDispute, DisputeVerdict, DisputeWish, openDispute } from './disputes.js';
import { FaultWish } from './faults.js';
import { inTransaction } from './idempotency.js';
import { readLedger } from './ledger.js';
import { parseForm } from './parameters.js';
import { finishAuthentication } from './payment-flow.js';
import { ObjectStore } from './store.js';

const FORM_LIMIT = '16kb';

/** What Stripe has elsewhere or not at all: the bank's page, its disputes, health, faults and the ledger. */
export function controlRoutes(sandbox: Sandbox): Router {
  const router = new Router({ prefix: '/_sandbox' });
  router.get('/health', async (ctx) => {
    await sandbox.pool.query('select 1');
    ctx.body = { status: 'ok' };
  });
  router.get('/ledger', async (ctx) => {
    ctx.body = await readLedger(sandbox.pool);
  });
  router.get('/authenticate.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = AUTHENTICATION_STYLE;
  });
  router.get('/authenticate/:id', (ctx) => showAuthentication(sandbox, ctx));
  router.post('/authenticate/:id', (ctx) => answerAuthentication(sandbox, ctx));
  router.post('/disputes', (ctx) => dispute(sandbox, ctx, DisputeWish, openDispute));
  router.post('/disputes/:id/verdict', (ctx) =>
    dispute(sandbox, ctx, DisputeVerdict, (call, verdict) =>
      closeDispute(call, String(ctx.params.id), verdict),
    ),
  );
  router.get('/faults', (ctx) => {
    ctx.body = { faults: sandbox.faults.list() };
  });
  router.post('/faults', (ctx) => addFault(sandbox, ctx));
  router.delete('/faults', (ctx) => {
    sandbox.faults.clear();
    ctx.status = 204;
  });
  return router;
}

/** Lets the shopper's bank do something, as a test or somebody at the keyboard wishes. */
async function dispute<Schema extends z.ZodType>(
  sandbox: Sandbox,
  ctx: Context,
  schema: Schema,
  act: (call: Call, wish: z.output<Schema>) => Promise<object>,
): Promise<void> {
  const parsed = schema.safeParse(readJson(await rawBody(ctx.req, { encoding: 'utf8', limit: FORM_LIMIT })));
  if (!parsed.success) {
    ctx.status = 422;
    ctx.body = { error: z.prettifyError(parsed.error) };
    return;
  }
  const source = { requestId: null, idempotencyKey: null, deliver: sandbox.deliversWebhooks };
  const body = await inTransaction(sandbox.pool, (client) =>
    act(new Call(client, source, sandbox.publicUrl()), parsed.data),
  );
  sandbox.committed();
  ctx.status = 201;
  ctx.body = body;
}

async function addFault(sandbox: Sandbox, ctx: Context): Promise<void> {
  const parsed = FaultWish.safeParse(
    readJson(await rawBody(ctx.req, { encoding: 'utf8', limit: FORM_LIMIT })),
  );
  if (!parsed.success) {
    ctx.status = 422;
    ctx.body = { error: z.prettifyError(parsed.error) };
    return;
  }
  ctx.status = 201;
  ctx.body = sandbox.faults.add(parsed.data);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function showAuthentication(sandbox: Sandbox, ctx: Context): Promise<void> {
  const { object, inner } = await new ObjectStore(sandbox.pool).get(
    'payment_intent',
    intentId(ctx),
    'intent',
  );
  ctx.set('content-security-policy', authenticationPolicy(inner.returnUrl));
  ctx.set('cache-control', 'no-store');
  ctx.type = 'html';
  ctx.body = authenticationPage(object);
}

async function answerAuthentication(sandbox: Sandbox, ctx: Context): Promise<void> {
  const { answer } = parseForm(await rawBody(ctx.req, { encoding: 'utf8', limit: FORM_LIMIT }));
  const source = { requestId: null, idempotencyKey: null, deliver: sandbox.deliversWebhooks };
  const { object, inner } = await inTransaction(sandbox.pool, (client) =>
    finishAuthentication(new Call(client, source, sandbox.publicUrl()), intentId(ctx), answer === 'approve'),
  );
  sandbox.committed();
  ctx.status = 303;
  ctx.redirect(inner.returnUrl ? returnLocation(object, inner.returnUrl) : ctx.path);
  ctx.status = 303;
}

function intentId(ctx: Context): string {
  return String(ctx.params.id);
}
