import { JsonObjectStore, type StoredObject } from '../provider-sandbox/object-store.js';
import type { Amount } from './amounts.js';
import { type Link, missingResource } from './errors.js';

export interface PurchaseUnit {
  reference_id: string;
  amount: Amount;
  custom_id?: string | undefined;
  description?: string | undefined;
  invoice_id?: string | undefined;
  payments?: { authorizations: Authorization[]; captures: Capture[]; refunds: Refund[] };
  /** Why the last attempt to authorise failed. */
  most_recent_errors?: { issue: string; description: string }[];
}

export interface Order {
  id: string;
  intent: 'AUTHORIZE';
  status: 'CREATED' | 'PAYER_ACTION_REQUIRED' | 'APPROVED' | 'COMPLETED';
  purchase_units: PurchaseUnit[];
  payment_source?: { paypal: object };
  payer?: { payer_id: string };
  create_time: string;
  update_time: string;
  links: Link[];
}

interface Movement {
  id: string;
  amount: Amount;
  custom_id?: string | undefined;
  create_time: string;
  update_time: string;
  links: Link[];
}

interface Related {
  supplementary_data: { related_ids: { order_id: string; authorization_id?: string } };
}

export interface Authorization extends Movement, Related {
  status: 'CREATED' | 'CAPTURED' | 'PARTIALLY_CAPTURED' | 'VOIDED';
  expiration_time: string;
}

export interface Capture extends Movement, Related {
  status: 'COMPLETED' | 'PARTIALLY_REFUNDED' | 'REFUNDED';
  final_capture: boolean;
}

export interface Refund extends Movement {
  status: 'COMPLETED';
}

/** Of the Disputes v1 API, what its webhooks carry and a shop may read. */
export interface Dispute {
  dispute_id: string;
  reason: string;
  status: 'WAITING_FOR_SELLER_RESPONSE' | 'RESOLVED';
  dispute_amount: Amount;
  disputed_transactions: { seller_transaction_id: string; custom?: string | undefined }[];
  dispute_outcome?: { outcome_code: string };
  create_time: string;
  update_time: string;
  links: Link[];
}

export interface WebhookEvent {
  id: string;
  event_version: '1.0';
  create_time: string;
  resource_type: string;
  resource_version: '2.0';
  event_type: string;
  summary: string;
  resource: object;
  links: Link[];
}

export interface Kinds {
  order: Order;
  authorization: Authorization;
  capture: Capture;
  refund: Refund;
  dispute: Dispute & { id: string };
  token: { id: string; expires: number };
  signing_key: { id: string; private_key: string; public_key: string };
  event: WebhookEvent;
}
export type Kind = keyof Kinds;

/** What the shopper pays with, as chosen on the approval page. */
export type Instrument = 'good' | 'declined' | 'asks_again';

export interface InnerState {
  returnUrl?: string | undefined;
  cancelUrl?: string | undefined;
  instrument?: Instrument | undefined;
}

export type Stored<K extends Kind> = StoredObject<Kinds[K], InnerState>;

/** API objects in Postgres, with PayPal's refusals. */
export class ObjectStore extends JsonObjectStore<Kinds, InnerState> {
  /** Throws `RESOURCE_NOT_FOUND`. */
  async get<K extends Kind>(kind: K, id: string): Promise<Stored<K>> {
    const stored = await this.find(kind, id);
    if (!stored) throw missingResource();
    return stored;
  }

  /** As `get`, and keeps others out until the transaction ends. */
  async lock<K extends Kind>(kind: K, id: string): Promise<Stored<K>> {
    const stored = await this.findLocked(kind, id);
    if (!stored) throw missingResource();
    return stored;
  }
}
