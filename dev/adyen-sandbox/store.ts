import { JsonObjectStore } from '../provider-sandbox/object-store.js';

export interface Amount {
  value: number;
  currency: string;
}

/** A payment session, with its page. */
export interface Session {
  id: string;
  merchantAccount: string;
  reference: string;
  amount: Amount;
  returnUrl: string;
  expiresAt: string;
  mode: 'hosted';
  url: string;
  status: 'active' | 'completed' | 'refused' | 'canceled' | 'expired';
  payment?: string;
}

/** An authorisation, or the refusal of one; `id` is its PSP reference. */
export interface Payment {
  id: string;
  reference: string;
  amount: Amount;
  resultCode: 'Authorised' | 'Refused';
  refusalReason?: string;
  refusalReasonCode?: string;
  /** Minor units. */
  captured: number;
  refunded: number;
  cancelled: boolean;
}

/** A shopper at the bank; `id` is what the browser brings back as `redirectResult`. */
export interface Redirect {
  id: string;
  reference: string;
  amount: Amount;
  returnUrl: string;
  answer?: 'approve' | 'decline';
  payment?: string;
}

/** What a notification tells of. */
export interface NotificationItem {
  eventCode: string;
  success: 'true' | 'false';
  pspReference: string;
  originalReference?: string;
  merchantAccountCode: string;
  merchantReference: string;
  amount: Amount;
  eventDate: string;
  reason?: string;
}

export interface Kinds {
  session: Session;
  payment: Payment;
  redirect: Redirect;
  event: { id: string; item: NotificationItem };
}

/** Results of a session that browsers were sent back with: what each token says does not change any more. */
export interface InnerState {
  results?: Record<string, Session['status']>;
}

export class ObjectStore extends JsonObjectStore<Kinds, InnerState> {}
