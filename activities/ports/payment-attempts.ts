import type { CheckoutId, Money, PaymentProvider } from '../../domain/index.js';

export interface PaymentAttempt {
  /** The idempotency key of the call. */
  key: string;
  checkoutId: CheckoutId;
  provider: PaymentProvider;
  operation: 'create' | 'confirm' | 'capture' | 'void' | 'refund';
  paymentId?: string;
  amount?: Money;
}

/** The book of what a provider was asked: written before each call, so that no charge is ever unknown to us. */
export interface PaymentAttempts {
  /** Opening an attempt again changes nothing. */
  open(attempt: PaymentAttempt): Promise<void>;
  /** @param outcome what the provider answered; never called while that is unknown. */
  settle(key: string, paymentId: string, outcome: string): Promise<void>;
}
