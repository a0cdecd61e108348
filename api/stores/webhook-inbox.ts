import type { ProviderEvent } from '../../activities/ports/index.js';
import type { CheckoutId, PaymentProvider } from '../../domain/index.js';
import type { Database } from './database.js';

/**
 * What came of an event: its checkout was told, or is over; its payment is none of ours; it names another amount
 * than our books.
 */
export type WebhookOutcome = 'told' | 'over' | 'unknown_payment' | 'amount_mismatch';

/** Every webhook that arrived, once, whether or not something came of it yet. */
export interface WebhookInbox {
  /** Writes the event down. `handled` when it was dealt with before: nothing is left to do. */
  receive(
    provider: PaymentProvider,
    event: ProviderEvent,
    checkoutId: CheckoutId | undefined,
  ): Promise<'new' | 'pending' | 'handled'>;
  markHandled(provider: PaymentProvider, eventId: string, outcome: WebhookOutcome): Promise<void>;
}

export function webhookInbox(database: Database): WebhookInbox {
  return {
    async receive(provider, event, checkoutId) {
      const added = await database.rows(
        `insert into webhook_inbox (provider, event_id, type, payment_id, checkout_id, facts)
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing returning event_id`,
        [provider, event.id, event.type, event.paymentId, checkoutId ?? null, JSON.stringify(event)],
      );
      if (added.length > 0) return 'new';
      const handled = await database.rows(
        'select from webhook_inbox where provider = $1 and event_id = $2 and handled_at is not null',
        [provider, event.id],
      );
      return handled.length > 0 ? 'handled' : 'pending';
    },

    async markHandled(provider, eventId, outcome) {
      await database.rows(
        `update webhook_inbox set handled_at = now(), outcome = $3
         where provider = $1 and event_id = $2 and handled_at is null`,
        [provider, eventId, outcome],
      );
    },
  };
}
