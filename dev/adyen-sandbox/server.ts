import type Router from '@koa/router';
import Koa, { type Context, type Next } from 'koa';
import { controlRoutes } from '../provider-sandbox/control-routes.js';
import { ledgerColumn } from '../provider-sandbox/ledger.js';
import { type RunningSandbox, type SandboxState, startProviderSandbox } from '../provider-sandbox/server.js';
import { inTransaction, LockTimeout } from '../provider-sandbox/transaction.js';
import { apiRoutes } from './api-routes.js';
import { Call, pspReference } from './call.js';
import { DEFAULT_HMAC_KEY, DEFAULT_MERCHANT_ACCOUNT, type SandboxOptions } from './config.js';
import { AdyenError, inProgress, internal } from './errors.js';
import { signedNotification } from './notifications.js';
import { pageRoutes } from './pages.js';

export type { RunningSandbox };

/**
 * Starts a sandbox: the endpoints of Adyen's Checkout API that the shop uses, on loopback, its state in a Postgres
 * database of its own.
 * @example
 * const sandbox = await startSandbox({ databaseUrl, webhookUrl: 'http://127.0.0.1:3000/v1/webhooks/adyen' });
 */
export async function startSandbox(options: SandboxOptions): Promise<RunningSandbox> {
  const { hmacKey = DEFAULT_HMAC_KEY, merchantAccount = DEFAULT_MERCHANT_ACCOUNT } = options;
  return startProviderSandbox(
    {
      createApp: (state) => createApp(state, merchantAccount),
      sign: (event) => signedNotification(event, hmacKey),
    },
    options,
  );
}

function createApp(sandbox: SandboxState, merchantAccount: string): Koa {
  const app = new Koa();
  const control = controlRoutes(sandbox, () => readLedger(sandbox));
  pageRoutes(control, sandbox, merchantAccount);
  captureFailures(control, sandbox, merchantAccount);
  app.use(answerFailures);
  app.use(apiRoutes(sandbox, merchantAccount).routes());
  app.use(control.routes());
  return app;
}

/** Every failure in Adyen's shape; what was not foreseen is logged. */
async function answerFailures(ctx: Context, next: Next): Promise<void> {
  try {
    await next();
  } catch (error) {
    const { status, errorCode, errorType, message, transient } = failureFor(error);
    if (transient) ctx.set('transient-error', 'true');
    ctx.status = status;
    ctx.body = { status, errorCode, message, errorType, pspReference: pspReference() };
  }
}

function failureFor(error: unknown): AdyenError {
  if (error instanceof AdyenError) return error;
  if (error instanceof LockTimeout) return inProgress();
  console.error(error);
  return internal(500);
}

/** A card scheme rejects a capture that had gone well; at Adyen that takes days. */
function captureFailures(router: Router, sandbox: SandboxState, merchantAccount: string): void {
  router.post('/payments/:id/capture-failure', async (ctx) => {
    const settings = { merchantAccount, publicUrl: '', deliversWebhooks: sandbox.deliversWebhooks };
    await inTransaction(sandbox.pool, async (client) => {
      const call = new Call(client, settings);
      const stored = await call.store.findLocked('payment', String(ctx.params.id));
      if (!stored) return;
      stored.object.captured = 0;
      await call.store.save('payment', stored);
      await call.notify({
        eventCode: 'CAPTURE_FAILED',
        success: 'true',
        pspReference: pspReference(),
        originalReference: stored.object.id,
        merchantReference: stored.object.reference,
        amount: stored.object.amount,
        reason: 'Capture rejected by the card scheme',
      });
      ctx.status = 202;
    });
    sandbox.committed();
  });
}

/** Every payment and what was taken and given back of it, for audits that count money. */
async function readLedger({ pool }: SandboxState): Promise<object> {
  const sessions = ['id', 'reference', 'amount', 'status', 'payment'];
  const payments = ['id', 'reference', 'amount', 'resultCode', 'captured', 'refunded', 'cancelled'];
  return {
    sessions: await ledgerColumn(pool, 'session', sessions),
    payments: await ledgerColumn(pool, 'payment', payments),
  };
}
