import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import Koa, { type Context, type Next } from 'koa';
import pg from 'pg';
import { apiRoutes, type Sandbox } from './api-routes.js';
import type { SandboxOptions } from './config.js';
import { controlRoutes } from './control-routes.js';
import { StripeFailure, serverFailure, unknownRoute } from './errors.js';
import { Faults } from './faults.js';
import { pruneKeys } from './idempotency.js';
import { answerOf } from './operation.js';
import { OPERATIONS } from './resources/index.js';
import { settleDueDebits } from './settlements.js';
import { WebhookSender } from './webhooks.js';

export interface RunningSandbox {
  url: string;
  port: number;
  /** Stops listening and delivering; what is still owed is in the database. */
  close(): Promise<void>;
}

const PRUNE_EVERY_MS = 10 * 60_000;
const SETTLE_EVERY_MS = 500;
const SCHEMA_LOCK = 7_283_104;

/**
 * Starts a sandbox: Stripe's API on loopback, its state in a Postgres database of its own.
 * @example
 * const sandbox = await startSandbox({ databaseUrl });
 * const stripe = new Stripe('sk_test_x', { host: '127.0.0.1', port: sandbox.port, protocol: 'http' });
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const {
    host = '127.0.0.1',
    port = 0,
    webhookUrl,
    webhookSecret = 'whsec_sandbox',
    webhookRetryMs = 1000,
  } = options;
  const pool = new pg.Pool({ connectionString: options.databaseUrl, max: 20 });
  pool.on('error', (error) =>
    console.error('A connection to the database of the sandbox was lost:', error.message),
  );
  try {
    await applySchema(pool);
    const faults = new Faults();
    const sender = webhookUrl
      ? new WebhookSender(pool, { url: webhookUrl, secret: webhookSecret, retryMs: webhookRetryMs }, faults)
      : undefined;
    const address = { url: '' };
    const state: Sandbox = {
      pool,
      faults,
      publicUrl: () => options.publicUrl?.replace(/\/$/, '') ?? address.url,
      deliversWebhooks: sender !== undefined,
      committed: () => sender?.wake(),
    };
    const server = createServer(createApp(state).callback());
    // Longer than the SDK keeps idle connections, so that none is closed under a request.
    server.keepAliveTimeout = 75_000;
    const actualPort = await listen(server, host, port);
    address.url = `http://${host.includes(':') ? `[${host}]` : host}:${actualPort}`;
    const chores = [
      repeat(PRUNE_EVERY_MS, () => pruneKeys(pool)),
      repeat(SETTLE_EVERY_MS, () => settle(state)),
    ];
    await sender?.start();
    return { url: address.url, port: actualPort, close: () => close(server, chores, sender, pool) };
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The whole HTTP surface, without a server. */
export function createApp(sandbox: Sandbox): Koa {
  const app = new Koa();
  const api = apiRoutes(sandbox, OPERATIONS);
  const control = controlRoutes(sandbox);
  app.use(answerFailures);
  app.use(api.routes());
  app.use(control.routes());
  app.use((ctx) => {
    throw unknownRoute(ctx.method, ctx.path);
  });
  return app;
}

/** Every failure in Stripe's shape; what was not foreseen is logged. */
async function answerFailures(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    if (!(error instanceof StripeFailure)) console.error(error);
    const failure = error instanceof StripeFailure ? error : serverFailure(500, true);
    ctx.set(failure.headers);
    Object.assign(ctx, answerOf(failure));
  }
}

interface Chore {
  /** Resolves once it no longer runs. */
  stop(): Promise<void>;
}

/** Does something again and again, never twice at a time; a failure waits for the next time. */
function repeat(everyMs: number, chore: () => Promise<unknown>): Chore {
  let running: Promise<unknown> | undefined;
  const timer = setInterval(() => {
    running ??= chore()
      .catch(console.error)
      .finally(() => {
        running = undefined;
      });
  }, everyMs).unref();
  return {
    stop: async () => {
      clearInterval(timer);
      await running;
    },
  };
}

async function settle({ pool, publicUrl, deliversWebhooks, committed }: Sandbox): Promise<void> {
  if ((await settleDueDebits(pool, publicUrl(), deliversWebhooks)) > 0) committed();
}

async function applySchema(pool: pg.Pool): Promise<void> {
  const schema = await readFile(new URL('schema.sql', import.meta.url), 'utf8');
  // Two sandboxes that start at once on one database take turns.
  await pool.query(`begin; select pg_advisory_xact_lock(${SCHEMA_LOCK}); ${schema}; commit`);
}

async function listen(server: Server, host: string, port: number): Promise<number> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
  return (server.address() as AddressInfo).port;
}

async function close(
  server: Server,
  chores: readonly Chore[],
  sender: WebhookSender | undefined,
  pool: pg.Pool,
): Promise<void> {
  await Promise.all(chores.map((chore) => chore.stop()));
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), 2000).unref();
  });
  await sender?.close();
  await pool.end();
}
