import type {
  CheckoutId,
  Decline,
  Money,
  PaymentMethod,
  PaymentOption,
  PaymentProvider,
} from '../../domain/index.js';

/** Where a payment stands, in our words. */
export type PaymentStatus =
  | { kind: 'awaiting_method' }
  | { kind: 'action_required'; url: string }
  /** The shopper agreed on the provider's own page; confirming again, with the same key, authorises it. */
  | { kind: 'approved' }
  | { kind: 'processing' }
  | { kind: 'authorised' }
  | { kind: 'captured' }
  | { kind: 'declined'; decline: Decline }
  | { kind: 'voided' };

export interface Payment {
  id: string;
  status: PaymentStatus;
  amount: Money;
  /** What has been given back of a captured payment so far, in minor units. */
  refunded: number;
}

/** The provider did not say what became of the call: it may or may not have happened. Ask again with the same key. */
export class PaymentOutcomeUnknown extends Error {
  override readonly name = 'PaymentOutcomeUnknown';
}

/** The provider refused the call for a reason that a retry will not change. */
export class PaymentRefused extends Error {
  override readonly name = 'PaymentRefused';
}

export interface NewPayment {
  checkoutId: CheckoutId;
  amount: Money;
  option: PaymentOption;
  /** Where the provider's page sends the shopper back to. */
  returnUrl: string;
  /** Who the shopper is to the provider; needed to pay with a card they saved there. */
  customerId?: string | undefined;
}

export interface Refund {
  /** The provider's id of the refund. */
  id: string;
  /** `pending`: the provider has taken it on, and the money is on its way. */
  status: 'pending' | 'done' | 'failed';
  amount: Money;
}

/** A shopper's bank takes issue with a payment. */
export interface Dispute {
  id: string;
  state: 'opened' | 'won' | 'lost';
  /** The provider's word for why, such as `fraudulent`. */
  reason: string;
  amount: Money;
}

/** What a webhook says. It is believed in one thing only: that there is a reason to go and look. */
export interface ProviderEvent {
  /** The provider's id of the event; the same event may be delivered many times. */
  id: string;
  type: string;
  paymentId: string;
  checkoutId: CheckoutId | undefined;
  /** The amount it names; one that is not ours is written down as a mismatch. */
  amount?: Money;
  /** Present when it is about a dispute. */
  dispute?: Dispute;
  /** Whether what the event is about went well, where the provider says so. */
  success?: boolean;
  /** The provider's id of the very thing that the event is about, such as a capture or a refund. */
  reference?: string;
  /** What else the provider's adapter will want to read again. */
  details?: Readonly<Record<string, string>>;
}

/** What of an HTTP request a webhook is read from. Header names are in lower case. */
export interface WebhookRequest {
  rawBody: Buffer;
  headers: Readonly<Record<string, string | string[] | undefined>>;
}

/** A payment as a provider lists it. */
export interface ListedPayment extends Payment {
  checkoutId: CheckoutId | undefined;
  createdAt: Date;
}

/**
 * A payment provider. Every call that changes something takes a `key`: the same key again never does
 * the thing twice. Calls throw `PaymentOutcomeUnknown` or `PaymentRefused`, and nothing of the vendor's.
 */
export interface Payments {
  readonly provider: PaymentProvider;
  create(payment: NewPayment, key: string): Promise<Payment>;
  /** @param method the provider's token for a way to pay; never card data. @param returnUrl where the bank's page sends the shopper back. */
  confirm(paymentId: string, method: PaymentMethod, returnUrl: string, key: string): Promise<Payment>;
  retrieve(paymentId: string): Promise<Payment>;
  /** Takes what was authorised; capturing what is captured changes nothing. */
  capture(paymentId: string, key: string): Promise<Payment>;
  /** Gives back what was authorised; voiding what is voided changes nothing, and what is captured is refused. */
  void(paymentId: string, key: string): Promise<Payment>;
  /** Gives back a part of what was captured, or all of it; never more than is left, which is refused. */
  refund(paymentId: string, amount: Money, key: string): Promise<Refund>;
  /** What has become of a refund that was taken on. @param refundId the provider's id of it. */
  retrieveRefund(paymentId: string, refundId: string): Promise<Refund>;
  /**
   * Reads a webhook; throws `PaymentRefused` when it is unsigned, stale or malformed, and `PaymentOutcomeUnknown`
   * when that could not be checked. Events of no interest are left out.
   */
  readWebhook(request: WebhookRequest): Promise<ProviderEvent[]>;
  /**
   * Writes down what the shopper's browser brought back from the provider's page, where that is part of the
   * conversation with the provider. It proves nothing: `retrieve` shows it to the provider, which says what it means.
   */
  noteReturn?(checkoutId: CheckoutId, query: URLSearchParams): Promise<void>;
  /** Payments made since a time, oldest first, where the provider can list them: for the audit. */
  list?(since: Date): AsyncIterable<ListedPayment>;
}

/** The providers that the merchant has set up, and the ways to pay that are offered with them. */
export interface PaymentProviders {
  /** In the order in which they are offered; never empty. */
  readonly options: readonly PaymentOption[];
  /** Throws when the merchant has not set it up: a payment of a provider that was taken away needs a person. */
  of(provider: PaymentProvider): Payments;
  /** Whether the merchant has set it up. */
  has(provider: PaymentProvider): boolean;
}
