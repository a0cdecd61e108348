import Koa, { type Context, type Next } from 'koa';
import {
  type RunningSandbox,
  type SandboxState as Sandbox,
  startProviderSandbox,
} from '../provider-sandbox/server.js';
import { LockTimeout } from '../provider-sandbox/transaction.js';
import { apiRoutes } from './api-routes.js';
import type { SandboxOptions } from './config.js';
import { stripeControlRoutes } from './control-routes.js';
import { lockTimeout, StripeFailure, serverFailure, unknownRoute } from './errors.js';
import { answerOf } from './operation.js';
import { OPERATIONS } from './resources/index.js';
import { settleWhatIsDue } from './settlements.js';
import { signedWebhook } from './webhook-signature.js';

export type { RunningSandbox };

const SETTLE_EVERY_MS = 500;

/**
 * Starts a sandbox: Stripe's API on loopback, its state in a Postgres database of its own.
 * @example
 * const sandbox = await startSandbox({ databaseUrl });
 * const stripe = new Stripe('sk_test_x', { host: '127.0.0.1', port: sandbox.port, protocol: 'http' });
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { webhookSecret = 'whsec_sandbox' } = options;
  return startProviderSandbox(
    {
      createApp,
      sign: (event) => signedWebhook(event, webhookSecret),
      schema: new URL('schema.sql', import.meta.url),
      chores: [{ everyMs: SETTLE_EVERY_MS, run: settle }],
    },
    options,
  );
}

/** The whole HTTP surface, without a server. */
export function createApp(sandbox: Sandbox): Koa {
  const app = new Koa();
  const api = apiRoutes(sandbox, OPERATIONS);
  const control = stripeControlRoutes(sandbox);
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
    const failure = failureFor(error);
    ctx.set(failure.headers);
    Object.assign(ctx, answerOf(failure));
  }
}

function failureFor(error: unknown): StripeFailure {
  if (error instanceof StripeFailure) return error;
  if (error instanceof LockTimeout) return lockTimeout();
  console.error(error);
  return serverFailure(500, true);
}

async function settle({ pool, publicUrl, deliversWebhooks, committed }: Sandbox): Promise<void> {
  if ((await settleWhatIsDue(pool, publicUrl(), deliversWebhooks)) > 0) committed();
}
