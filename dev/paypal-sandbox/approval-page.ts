import Router from '@koa/router';
import type { Context } from 'koa';
import { readForm } from '../provider-sandbox/control-routes.js';
import { hostedPage, hostedPagePolicy } from '../provider-sandbox/hosted-page.js';
import { CAPITALS_AND_DIGITS, randomText } from '../provider-sandbox/ids.js';
import type { SandboxState } from '../provider-sandbox/server.js';
import { inTransaction } from '../provider-sandbox/transaction.js';
import { Call } from './call.js';
import { linksOf, save, unitOf } from './orders.js';
import { type Instrument, ObjectStore, type Order, type Stored } from './store.js';

const INSTRUMENTS: Record<Instrument, string> = {
  good: 'PayPal balance',
  declined: 'A card that is declined',
  asks_again: 'A card whose bank asks once more',
};

/** The page where shoppers approve an order. */
export function approvalRoutes(sandbox: SandboxState): Router {
  const router = new Router();
  router.get('/checkoutnow', (ctx) => show(sandbox, ctx));
  router.post('/checkoutnow', (ctx) => answer(sandbox, ctx));
  return router;
}

async function show({ pool }: SandboxState, ctx: Context): Promise<void> {
  const { object, inner } = await new ObjectStore(pool).get('order', orderId(ctx));
  ctx.set('content-security-policy', hostedPagePolicy(inner.returnUrl, inner.cancelUrl));
  ctx.set('cache-control', 'no-store');
  ctx.type = 'html';
  ctx.body = approvalPage(object);
}

async function answer(sandbox: SandboxState, ctx: Context): Promise<void> {
  const { answer: button, instrument } = await readForm(ctx);
  const { object, inner } = await inTransaction(sandbox.pool, async (client) => {
    const call = new Call(client, { url: sandbox.publicUrl(), deliver: sandbox.deliversWebhooks });
    const stored = await call.store.lock('order', orderId(ctx));
    if (button === 'approve' && isOpen(stored.object)) await approve(call, stored, instrument);
    return stored;
  });
  sandbox.committed();
  const back = button === 'approve' ? inner.returnUrl : inner.cancelUrl;
  ctx.redirect(back ? returnLocation(object, back) : ctx.url);
  ctx.status = 303;
}

async function approve(call: Call, stored: Stored<'order'>, instrument = 'good'): Promise<void> {
  const { object: order, inner } = stored;
  order.status = 'APPROVED';
  order.payer = { payer_id: randomText(13, CAPITALS_AND_DIGITS) };
  order.links = linksOf(call, order.id);
  delete unitOf(order).most_recent_errors;
  inner.instrument = instrument in INSTRUMENTS ? (instrument as Instrument) : 'good';
  await save(call, stored);
  await call.emit('CHECKOUT.ORDER.APPROVED', 'checkout-order', 'An order has been approved by buyer', order);
}

/** Back to the shop, told as PayPal tells it. Whoever cancels is not named. */
function returnLocation({ id, payer, status }: Order, url: string): string {
  const location = new URL(url);
  location.searchParams.set('token', id);
  if (payer && status === 'APPROVED') location.searchParams.set('PayerID', payer.payer_id);
  return location.href;
}

function approvalPage(order: Order): string {
  const { value, currency_code } = unitOf(order).amount;
  const sum = `${value} ${currency_code}`;
  if (!isOpen(order)) {
    return hostedPage({
      title: 'Nothing left to approve',
      host: 'test wallet',
      content: `<p>This payment of ${sum} is no longer waiting for you.</p>`,
    });
  }
  const choices = Object.entries(INSTRUMENTS).map(
    ([id, label]) =>
      `<label><input type="radio" name="instrument" value="${id}"${id === 'good' ? ' checked' : ''}> ${label}</label>`,
  );
  return hostedPage({
    title: 'Pay with PayPal',
    host: 'test wallet',
    content: `<p>A shop asks you to pay <strong>${sum}</strong>.</p>
    <form method="post">
      <fieldset>
        <legend>Pay with</legend>
        ${choices.join('\n        ')}
      </fieldset>
      <button type="submit" name="answer" value="approve">Approve</button>
      <button type="submit" name="answer" value="cancel">Cancel</button>
    </form>
    <p class="note">This is a stand-in for PayPal. No money moves.</p>`,
  });
}

function isOpen({ status }: Order): boolean {
  return status === 'CREATED' || status === 'PAYER_ACTION_REQUIRED';
}

function orderId(ctx: Context): string {
  return String(ctx.query.token ?? '');
}
