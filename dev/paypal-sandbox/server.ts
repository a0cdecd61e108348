import Koa, { type Context, type Next } from 'koa';
import { controlRoutes } from '../provider-sandbox/control-routes.js';
import { type RunningSandbox, type SandboxState, startProviderSandbox } from '../provider-sandbox/server.js';
import { LockTimeout } from '../provider-sandbox/transaction.js';
import { apiRoutes } from './api-routes.js';
import { approvalRoutes } from './approval-page.js';
import type { SandboxOptions } from './config.js';
import { disputeRoutes } from './disputes.js';
import { inProgress, missingResource, PayPalFailure, serverFailure } from './errors.js';
import { readLedger } from './ledger.js';
import { ORDER_OPERATIONS } from './orders.js';
import { PAYMENT_OPERATIONS } from './payments.js';
import { tokenRoutes } from './tokens.js';
import { certificateRoutes, verification } from './webhook-routes.js';
import { signedWebhook, signingKey } from './webhook-signature.js';

/**
 * Starts a sandbox: the part of PayPal's API that a shop needs which authorises first and captures later, on
 * loopback, its state in a Postgres database of its own.
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { webhookId = 'sandbox-webhook' } = options;
  return startProviderSandbox(
    {
      createApp: (sandbox) => createApp(sandbox, webhookId),
      sign: async (event, { pool, publicUrl }) =>
        signedWebhook(event, { key: await signingKey(pool), webhookId, url: publicUrl() }),
    },
    options,
  );
}

/** The whole HTTP surface, without a server. */
function createApp(sandbox: SandboxState, webhookId: string): Koa {
  const app = new Koa();
  const operations = [...ORDER_OPERATIONS, ...PAYMENT_OPERATIONS, verification(sandbox, webhookId)];
  const controls = controlRoutes(sandbox, () => readLedger(sandbox.pool));
  disputeRoutes(controls, sandbox);
  app.use(answerFailures);
  for (const router of [
    tokenRoutes(sandbox),
    apiRoutes(sandbox, operations),
    certificateRoutes(sandbox),
    approvalRoutes(sandbox),
    controls,
  ]) {
    app.use(router.routes());
  }
  app.use(() => {
    throw missingResource();
  });
  return app;
}

/** Every failure in PayPal's shape; what was not foreseen is logged. */
async function answerFailures(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    const { status, body } = failureFor(error);
    Object.assign(ctx, { status, body });
  }
}

function failureFor(error: unknown): PayPalFailure {
  if (error instanceof PayPalFailure) return error;
  if (error instanceof LockTimeout) return inProgress();
  console.error(error);
  return serverFailure();
}
