import { z } from 'zod';
import type { ProviderEvent } from '../../activities/ports/index.js';
import { ShopError } from '../../domain/index.js';
import type { ApiDeps } from '../deps.js';
import { defineRoute, type Route } from './route.js';

/** What the payment provider tells us. It only ever says "go and look": the checkout asks the provider itself. */
export function webhookRoutes(deps: ApiDeps): Route[] {
  return [
    defineRoute({
      method: 'post',
      path: '/v1/webhooks/stripe',
      operationId: 'receiveStripeWebhook',
      tag: 'webhooks',
      summary: 'Receive an event of the payment provider',
      description:
        'Delivered twice, late or out of order, an event changes nothing more. Answers 503 so that it is sent again.',
      access: 'public',
      headers: z.object({ 'stripe-signature': z.string().default('') }),
      body: 'raw',
      responses: { 200: { description: 'Written down', schema: 'Received' } },
      problems: ['webhook_refused'],
      async handle({ ctx, headers, body }) {
        const event = read(deps, body, headers['stripe-signature']);
        const outcome = event ? await receive(deps, event) : 'ignored';
        deps.metrics.webhooks.inc({ outcome });
        ctx.state.logger.info({ eventId: event?.id, eventType: event?.type, outcome }, 'webhook');
        return { body: { received: true } };
      },
    }),
  ];
}

function read({ payments, metrics }: ApiDeps, body: Buffer, signature: string): ProviderEvent | undefined {
  try {
    return payments.readWebhook(body, signature);
  } catch (error) {
    if (!(error instanceof Error && error.name === 'PaymentRefused')) throw error;
    metrics.webhooks.inc({ outcome: 'refused' });
    throw new ShopError(
      'webhook_refused',
      'The webhook is unsigned, stale or malformed.',
      {},
      { cause: error },
    );
  }
}

async function receive(deps: ApiDeps, event: ProviderEvent): Promise<'told' | 'over' | 'repeated'> {
  const checkoutId = event.checkoutId ?? (await deps.checkouts.ofPayment(event.paymentId));
  const { provider } = deps.payments;
  const before = await deps.inbox.receive({ ...event, provider, eventId: event.id, checkoutId });
  if (before === 'handled') return 'repeated';
  const outcome = checkoutId ? await deps.workflows.paymentNews(checkoutId, event.id) : 'over';
  await deps.inbox.markHandled(provider, event.id);
  return outcome;
}
