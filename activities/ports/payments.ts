import type { CheckoutId, Decline, Money } from '../../domain/index.js';

/** Where a payment stands, in our words. */
export type PaymentStatus =
  | { kind: 'awaiting_method' }
  | { kind: 'action_required'; url: string }
  | { kind: 'processing' }
  | { kind: 'authorised' }
  | { kind: 'captured' }
  | { kind: 'declined'; decline: Decline }
  | { kind: 'voided' };

export interface Payment {
  id: string;
  status: PaymentStatus;
  amount: Money;
}

/** The provider did not say what became of the call: it may or may not have happened. Ask again with the same key. */
export class PaymentOutcomeUnknown extends Error {
  override readonly name = 'PaymentOutcomeUnknown';
}

/** The provider refused the call for a reason that a retry will not change. */
export class PaymentRefused extends Error {
  override readonly name = 'PaymentRefused';
}

export interface ProviderEvent {
  /** The provider's id of the event; the same event may be delivered many times. */
  id: string;
  type: string;
  paymentId: string;
  checkoutId: CheckoutId | undefined;
}

/**
 * A payment provider with two-step payments. Every call that changes something takes a `key`:
 * the same key again never does the thing twice. Calls throw `PaymentOutcomeUnknown` or
 * `PaymentRefused`, and nothing of the vendor's.
 */
export interface Payments {
  readonly provider: string;
  create(checkoutId: CheckoutId, amount: Money, key: string): Promise<Payment>;
  /** @param method the provider's token for a way to pay; never card data. @param returnUrl where the bank's page sends the shopper back. */
  confirm(paymentId: string, method: string, returnUrl: string, key: string): Promise<Payment>;
  retrieve(paymentId: string): Promise<Payment>;
  capture(paymentId: string, key: string): Promise<Payment>;
  /** Gives back what was authorised; voiding what is voided changes nothing. */
  void(paymentId: string, key: string): Promise<Payment>;
  refund(paymentId: string, key: string): Promise<void>;
  /** Reads a webhook; throws `PaymentRefused` when it is unsigned, stale or malformed. `undefined` for events of no interest. */
  readWebhook(rawBody: Buffer, signature: string): ProviderEvent | undefined;
}
