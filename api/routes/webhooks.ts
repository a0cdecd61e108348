import { z } from 'zod';
import type { ProviderEvent } from '../../activities/ports/index.js';
import { type CheckoutId, FINAL_CHECKOUT_STATES, PaymentProvider, ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import type { Context } from '../state.js';
import type { WebhookOutcome } from '../stores/webhook-inbox.js';
import { defineRoute, type Route } from './route.js';

/** What payment providers tell us. They only ever say "go and look": the checkout asks the provider itself. */
export function webhookRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/webhooks/:provider',
      operationId: 'receiveWebhook',
      tag: 'webhooks',
      summary: 'Receive events of a payment provider',
      description:
        'Delivered twice, late or out of order, an event changes nothing more. Answers 503 so that it is sent again.',
      access: 'public',
      limit: 'webhook',
      anyOrigin: true,
      params: z.object({ provider: PaymentProvider }),
      body: 'raw',
      responses: { 200: { description: 'Written down', schema: 'Received' } },
      problems: ['webhook_refused', 'unavailable'],
      async handle({ ctx, params: { provider }, body }) {
        for (const event of await read(deps, ctx, provider, body)) {
          const outcome = await receive(deps, provider, event);
          deps.metrics.webhooks.inc({ provider, outcome });
          ctx.state.logger.info({ provider, eventId: event.id, eventType: event.type, outcome }, 'webhook');
        }
        return { body: { received: true } };
      },
    }),
  ];
}

/** The events of a request that is really the provider's. */
async function read(
  { payments, metrics }: ApiDeps,
  ctx: Context,
  provider: PaymentProvider,
  rawBody: Buffer,
): Promise<ProviderEvent[]> {
  if (!payments.has(provider))
    throw new ShopError('not_found', 'This shop takes no payments with that provider.');
  try {
    return await payments.of(provider).readWebhook({ rawBody, headers: ctx.headers });
  } catch (error) {
    const name = error instanceof Error ? error.name : '';
    if (name === 'PaymentOutcomeUnknown') {
      const detail = 'The webhook could not be checked at the moment; send it again.';
      throw new ShopError('unavailable', detail, {}, { cause: error });
    }
    if (name !== 'PaymentRefused') throw error;
    metrics.webhooks.inc({ provider, outcome: 'refused' });
    ctx.state.logger.warn({ provider, reason: (error as Error).message }, 'a webhook was refused');
    const detail = 'The webhook is unsigned, stale or malformed.';
    throw new ShopError('webhook_refused', detail, {}, { cause: error });
  }
}

/** Writes the event down once, and tells the checkout it is about, unless it does not fit our books. */
async function receive(
  deps: ApiDeps,
  provider: PaymentProvider,
  event: ProviderEvent,
): Promise<WebhookOutcome | 'repeated'> {
  const booked = await deps.checkouts.ofPayment(provider, event.paymentId);
  const checkoutId = event.checkoutId ?? booked?.checkoutId;
  const before = await deps.inbox.receive(provider, event, checkoutId);
  if (before === 'handled') return 'repeated';
  const outcome = await tell();
  await deps.inbox.markHandled(provider, event.id, outcome);
  return outcome;

  async function tell(): Promise<WebhookOutcome> {
    if (!checkoutId) return 'unknown_payment';
    if (event.dispute) return await tellOrder(deps, checkoutId, event);
    if (event.amount && booked?.amount && !isSame(event.amount, booked.amount)) return 'amount_mismatch';
    const told = await deps.workflows.paymentNews(checkoutId, event.id);
    if (told === 'told') return told;
    await requireOver(deps, checkoutId);
    return await tellOrder(deps, checkoutId, event);
  }
}

/** A Temporal that has just started may not know a workflow yet that goes on: the event must come again. */
async function requireOver({ checkouts }: ApiDeps, checkoutId: CheckoutId): Promise<void> {
  const view = await checkouts.findAny(checkoutId);
  if (view && !FINAL_CHECKOUT_STATES.includes(view.state))
    throw new ShopError('unavailable', 'The checkout could not be told; send the event again.');
}

/** Once there is an order, what the provider says is for it: of refunds, and of disputes. */
async function tellOrder(
  deps: ApiDeps,
  checkoutId: CheckoutId,
  event: ProviderEvent,
): Promise<'told' | 'over'> {
  const order = await deps.orders.byCheckout(checkoutId);
  if (!order) return 'over';
  const { id: eventId, dispute } = event;
  // What it did itself, it knows already; a bank may send back what had arrived.
  const isOpen = order.refunds.some(({ state }) => state === 'confirming' || state === 'pending');
  const wentWrong = event.success === false && order.refunds.length > 0;
  const waits = dispute !== undefined || isOpen || wentWrong;
  if (!waits) return 'over';
  await deps.workflows.orderNews(order.id, { eventId, dispute });
  return 'told';
}

function isSame(one: { amount: number; currency: string }, other: { amount: number; currency: string }) {
  return one.amount === other.amount && one.currency === other.currency;
}
