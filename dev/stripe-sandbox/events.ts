import type Stripe from 'stripe';
import { oweDelivery } from '../provider-sandbox/webhook-sender.js';
import { newId, unixNow } from './ids.js';
import { ObjectStore, type Queryable } from './store.js';

/** The version of the API whose shapes the sandbox speaks. */
export const API_VERSION = '2026-10-28.endive';

export interface EventSource {
  requestId: string | null;
  idempotencyKey: string | null;
  /** Whether anybody is to be told by webhook. */
  deliver: boolean;
}

/** What an event can be about. */
export type EventObject =
  | Stripe.PaymentIntent
  | Stripe.Charge
  | Stripe.Refund
  | Stripe.Dispute
  | Stripe.SetupIntent
  | Stripe.PaymentMethod;

/** Writes an event and, in the same transaction, the delivery that it owes. */
export async function recordEvent(
  db: Queryable,
  type: Stripe.Event.Type,
  object: EventObject,
  source: EventSource,
): Promise<void> {
  const event = {
    id: newId('evt'),
    object: 'event',
    api_version: API_VERSION,
    created: unixNow(),
    data: { object },
    livemode: false,
    pending_webhooks: source.deliver ? 1 : 0,
    request: { id: source.requestId, idempotency_key: source.idempotencyKey },
    type,
  } as Stripe.Event;
  await new ObjectStore(db).insert('event', event);
  if (source.deliver) await oweDelivery(db, event.id);
}
