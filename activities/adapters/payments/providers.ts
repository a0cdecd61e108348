import {
  PAYMENT_OPTIONS,
  type PaymentOption,
  type PaymentOptionId,
  type PaymentProvider,
} from '../../../domain/index.js';
import { type PaymentProviders, PaymentRefused, type Payments } from '../../ports/payments.js';
import { createPayPalPayments, type PayPalPaymentsOptions } from './paypal.js';
import { createStripePayments } from './stripe.js';
import type { StripePaymentsOptions } from './stripe-client.js';

export interface PaymentProvidersOptions {
  /** The ways to pay to offer, in order. Those of a provider that is not set up are left out. */
  offered: readonly PaymentOptionId[];
  stripe?: StripePaymentsOptions;
  paypal?: PayPalPaymentsOptions | undefined;
}

/** One adapter for each provider that the merchant has set up. Throws when nothing is left to offer. */
export function createPaymentProviders(settings: PaymentProvidersOptions): PaymentProviders {
  const { offered, stripe, paypal } = settings;
  const adapters = new Map<PaymentProvider, Payments>();
  if (stripe) adapters.set('stripe', createStripePayments(stripe));
  if (paypal) adapters.set('paypal', createPayPalPayments(paypal));

  const options: PaymentOption[] = offered
    .map((id) => PAYMENT_OPTIONS[id])
    .filter(({ provider }) => adapters.has(provider));
  if (options.length === 0) {
    throw new Error(
      `None of the ways to pay (${offered.join(', ')}) has a provider that is set up; see PAYMENT_OPTIONS.`,
    );
  }
  return {
    options,
    has: (provider) => adapters.has(provider),
    of(provider) {
      const payments = adapters.get(provider);
      if (!payments) throw new PaymentRefused(`The payment provider ${provider} is not set up any more.`);
      return payments;
    },
  };
}
