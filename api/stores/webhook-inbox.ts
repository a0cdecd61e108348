import type { CheckoutId } from '../../domain/index.js';
import type { Database } from './database.js';

export interface ReceivedWebhook {
  provider: string;
  eventId: string;
  type: string;
  paymentId: string;
  checkoutId: CheckoutId | undefined;
}

/** Every webhook that arrived, once, whether or not something came of it yet. */
export interface WebhookInbox {
  /** Writes the event down. `handled` when it was dealt with before: nothing is left to do. */
  receive(event: ReceivedWebhook): Promise<'new' | 'pending' | 'handled'>;
  markHandled(provider: string, eventId: string): Promise<void>;
}

export function webhookInbox(database: Database): WebhookInbox {
  return {
    async receive({ provider, eventId, type, paymentId, checkoutId }) {
      const added = await database.rows(
        `insert into webhook_inbox (provider, event_id, type, payment_id, checkout_id)
         values ($1, $2, $3, $4, $5) on conflict do nothing returning event_id`,
        [provider, eventId, type, paymentId, checkoutId ?? null],
      );
      if (added.length > 0) return 'new';
      const handled = await database.rows(
        'select from webhook_inbox where provider = $1 and event_id = $2 and handled_at is not null',
        [provider, eventId],
      );
      return handled.length > 0 ? 'handled' : 'pending';
    },

    async markHandled(provider, eventId) {
      await database.rows(
        'update webhook_inbox set handled_at = now() where provider = $1 and event_id = $2 and handled_at is null',
        [provider, eventId],
      );
    },
  };
}
