import type Router from '@koa/router';
import type { Context } from 'koa';
import { readForm } from '../provider-sandbox/control-routes.js';
import { hostedPage, hostedPagePolicy } from '../provider-sandbox/hosted-page.js';
import { randomText } from '../provider-sandbox/ids.js';
import type { SandboxState } from '../provider-sandbox/server.js';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { Call } from './call.js';
import { type Amount, ObjectStore, type Session } from './store.js';

/** The two pages that shoppers see: Hosted Checkout, and the bank of a card that wants 3-D Secure. */
export function pageRoutes(router: Router, sandbox: SandboxState, merchantAccount: string): void {
  const transact = async <Result>(work: (call: Call) => Promise<Result>): Promise<Result> => {
    const settings = {
      merchantAccount,
      publicUrl: sandbox.publicUrl(),
      deliversWebhooks: sandbox.deliversWebhooks,
    };
    const result = await inTransaction(sandbox.pool, (client) => work(new Call(client, settings)));
    sandbox.committed();
    return result;
  };

  router.get('/checkout/:id', async (ctx) => {
    const session = (await new ObjectStore(sandbox.pool).find('session', String(ctx.params.id)))?.object;
    if (!session) return;
    show(ctx, session.returnUrl, isOpen(session) ? checkoutPage(session) : nothingToDo('checkout'));
  });
  router.post('/checkout/:id', async (ctx) => {
    const { answer } = await readForm(ctx);
    const location = await transact((call) => answerCheckout(call, String(ctx.params.id), answer));
    if (location) leave(ctx, location);
  });

  router.get('/bank/:id', async (ctx) => {
    const redirect = (await new ObjectStore(sandbox.pool).find('redirect', String(ctx.params.id)))?.object;
    if (!redirect) return;
    show(ctx, redirect.returnUrl, redirect.answer ? nothingToDo('bank') : bankPage(redirect.amount));
  });
  router.post('/bank/:id', async (ctx) => {
    const { answer } = await readForm(ctx);
    const location = await transact((call) => answerBank(call, String(ctx.params.id), answer));
    if (location) leave(ctx, location);
  });
}

/** Settles a session, and says where the browser goes: back to the shop with what it may show to Adyen. */
async function answerCheckout(call: Call, id: string, answer = ''): Promise<string | undefined> {
  const stored = await call.store.findLocked('session', id);
  if (!stored) return undefined;
  const { object: session, inner } = stored;
  if (isOpen(session) && answer === 'pay') {
    session.payment = (await call.authorise(session)).id;
    session.status = 'completed';
  } else if (isOpen(session) && answer === 'refuse') {
    await call.authorise(session, { reason: 'Refused', code: '2' });
    session.status = 'refused';
  } else if (session.status === 'active') {
    session.status = isOpen(session) ? 'canceled' : 'expired';
  }
  const sessionResult = randomText(64);
  inner.results = { ...inner.results, [sessionResult]: session.status };
  await call.store.save('session', stored);
  return withQuery(session.returnUrl, { sessionId: id, sessionResult });
}

/** The bank only takes the answer down: the payment goes on when the shop shows what the browser brings. */
async function answerBank(call: Call, id: string, answer = ''): Promise<string | undefined> {
  const stored = await call.store.findLocked('redirect', id);
  if (!stored) return undefined;
  stored.object.answer ??= answer === 'approve' ? 'approve' : 'decline';
  await call.store.save('redirect', stored);
  return withQuery(stored.object.returnUrl, { redirectResult: id });
}

function isOpen({ status, expiresAt }: Session): boolean {
  return status === 'active' && Date.parse(expiresAt) > Date.now();
}

function show(ctx: Context, returnUrl: string, html: string): void {
  ctx.set('content-security-policy', hostedPagePolicy(returnUrl));
  ctx.set('cache-control', 'no-store');
  ctx.type = 'html';
  ctx.body = html;
}

function leave(ctx: Context, location: string): void {
  ctx.redirect(location);
  ctx.status = 303;
}

function withQuery(address: string, query: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function checkoutPage({ amount }: Session): string {
  return hostedPage({
    title: 'Pay',
    host: 'Adyen sandbox',
    content: `<p>A shop asks you to pay <strong>${sum(amount)}</strong>.</p>
    <form method="post">
      <button type="submit" name="answer" value="pay">Pay</button>
      <button type="submit" name="answer" value="refuse">Pay with a card that is refused</button>
      <button type="submit" name="answer" value="cancel">Back to the shop</button>
    </form>
    <p class="note">This is a test page. No money moves.</p>`,
  });
}

function bankPage(amount: Amount): string {
  return hostedPage({
    title: 'Confirm your payment',
    host: 'test bank',
    content: `<p>A shop asks you to pay <strong>${sum(amount)}</strong>. Is that you?</p>
    <form method="post">
      <button type="submit" name="answer" value="approve">Approve</button>
      <button type="submit" name="answer" value="decline">Decline</button>
    </form>
    <p class="note">This is a test bank. No money moves.</p>`,
  });
}

function nothingToDo(what: string): string {
  return hostedPage({
    title: 'Nothing left to do',
    host: 'Adyen sandbox',
    content: `<p>This ${what} page is no longer waiting for you.</p>`,
  });
}

function sum({ value, currency }: Amount): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency });
  return format.format(value / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
}
