import type Router from '@koa/router';
import type { Context } from 'koa';
import { controlRoutes, readForm } from '../provider-sandbox/control-routes.js';
import { hostedPagePolicy } from '../provider-sandbox/hosted-page.js';
import type { SandboxState as Sandbox } from '../provider-sandbox/server.js';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { authenticationPage, returnLocation } from './authentication-page.js';
import { Call } from './call.js';
import { disputeRoutes } from './disputes.js';
import { readLedger } from './ledger.js';
import { finishAuthentication } from './payment-flow.js';
import { newToken } from './resources/confirmation-tokens.js';
import { finishSetup } from './resources/setup-intents.js';
import { ObjectStore } from './store.js';
import { stripeJs } from './stripe-js.js';
import { TEST_CARDS } from './test-cards.js';

/** What Stripe has elsewhere or not at all: the bank's page and its disputes, and the controls of every sandbox. */
export function stripeControlRoutes(sandbox: Sandbox): Router {
  const router = controlRoutes(sandbox, () => readLedger(sandbox.pool));
  router.get('/stripe.js', (ctx) => {
    ctx.type = 'text/javascript';
    ctx.body = stripeJs(sandbox.publicUrl(), [...TEST_CARDS.keys()]);
  });
  router.post('/confirmation_tokens', (ctx) => makeConfirmationToken(sandbox, ctx));
  router.get('/authenticate/:id', (ctx) => showAuthentication(sandbox, ctx));
  router.post('/authenticate/:id', (ctx) => answerAuthentication(sandbox, ctx));
  disputeRoutes(router, sandbox);
  return router;
}

/** What Stripe.js asks for from the shopper's browser, on another origin than the shop's. */
async function makeConfirmationToken(sandbox: Sandbox, ctx: Context): Promise<void> {
  ctx.set('access-control-allow-origin', '*');
  const { payment_method: method = '', return_url: returnUrl } = await readForm(ctx);
  const source = { requestId: null, idempotencyKey: null, deliver: sandbox.deliversWebhooks };
  ctx.body = await inTransaction(sandbox.pool, (client) =>
    newToken(new Call(client, source, sandbox.publicUrl()), method, returnUrl),
  );
}

async function showAuthentication(sandbox: Sandbox, ctx: Context): Promise<void> {
  const kind = isSetup(ctx) ? 'setup_intent' : 'payment_intent';
  const { object, inner } = await new ObjectStore(sandbox.pool).get(kind, intentId(ctx), 'intent');
  ctx.set('content-security-policy', hostedPagePolicy(inner.returnUrl));
  ctx.set('cache-control', 'no-store');
  ctx.type = 'html';
  ctx.body = authenticationPage(object);
}

async function answerAuthentication(sandbox: Sandbox, ctx: Context): Promise<void> {
  const { answer } = await readForm(ctx);
  const source = { requestId: null, idempotencyKey: null, deliver: sandbox.deliversWebhooks };
  const finish = isSetup(ctx) ? finishSetup : finishAuthentication;
  const { object, inner } = await inTransaction<Awaited<ReturnType<typeof finish>>>(sandbox.pool, (client) =>
    finish(new Call(client, source, sandbox.publicUrl()), intentId(ctx), answer === 'approve'),
  );
  sandbox.committed();
  ctx.status = 303;
  ctx.redirect(inner.returnUrl ? returnLocation(object, inner.returnUrl) : ctx.path);
  ctx.status = 303;
}

function intentId(ctx: Context): string {
  return String(ctx.params.id);
}

/** A card that is saved asks the bank, too. */
function isSetup(ctx: Context): boolean {
  return intentId(ctx).startsWith('seti_');
}
