import Router from '@koa/router';
import type { Context } from 'koa';
import type { PoolClient } from 'pg';
import rawBody from 'raw-body';
import { z } from 'zod';
import { type Faults, FaultWish } from './faults.js';
import { HOSTED_PAGE_STYLE } from './hosted-page.js';
import type { SandboxState } from './server.js';
import { inTransaction } from './transaction.js';

const BODY_LIMIT = '16kb';

/**
 * What no provider has: health, faults, the ledger, and the style of the hosted page.
 * @param readLedger every payment and movement of money, for audits.
 */
export function controlRoutes({ pool, faults }: SandboxState, readLedger: () => Promise<object>): Router {
  const router = new Router({ prefix: '/_sandbox' });
  router.get('/health', async (ctx) => {
    await pool.query('select 1');
    ctx.body = { status: 'ok' };
  });
  router.get('/ledger', async (ctx) => {
    ctx.body = await readLedger();
  });
  router.get('/page.css', (ctx) => {
    ctx.type = 'css';
    ctx.body = HOSTED_PAGE_STYLE;
  });
  router.get('/faults', (ctx) => {
    ctx.body = { faults: faults.list() };
  });
  router.post('/faults', (ctx) => addFault(faults, ctx));
  router.delete('/faults', (ctx) => {
    faults.clear();
    ctx.status = 204;
  });
  return router;
}

/** The fields of a form that was posted. */
export async function readForm(ctx: Context): Promise<Record<string, string>> {
  const text = await rawBody(ctx.req, { encoding: 'utf8', limit: BODY_LIMIT });
  return Object.fromEntries(new URLSearchParams(text));
}

async function addFault(faults: Faults, ctx: Context): Promise<void> {
  const wish = await readWish(ctx, FaultWish);
  if (!wish) return;
  ctx.status = 201;
  ctx.body = faults.add(wish);
}

/**
 * Does what a control was posted, in one transaction, and answers 201 with what came of it.
 * @param act is given the connection of the transaction
 */
export async function answerWish<Schema extends z.ZodType>(
  ctx: Context,
  { sandbox, schema }: { sandbox: SandboxState; schema: Schema },
  act: (client: PoolClient, wish: z.output<Schema>) => Promise<object>,
): Promise<void> {
  const wish = await readWish(ctx, schema);
  if (!wish) return;
  ctx.body = await inTransaction(sandbox.pool, (client) => act(client, wish));
  sandbox.committed();
  ctx.status = 201;
}

/** What a control was posted; undefined, and answered with 422, when it is not of that shape. */
async function readWish<Schema extends z.ZodType>(
  ctx: Context,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  const body = await rawBody(ctx.req, { encoding: 'utf8', limit: BODY_LIMIT });
  const parsed = schema.safeParse(readJson(body));
  if (parsed.success) return parsed.data;
  ctx.status = 422;
  ctx.body = { error: z.prettifyError(parsed.error) };
  return undefined;
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
