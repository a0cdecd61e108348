import {
  PAYMENT_OPTIONS,
  type PaymentOption,
  type PaymentOptionId,
  type PaymentProvider,
} from '../../../domain/index.js';
import {
  type PaymentProviders,
  PaymentRefused,
  type Payments,
  type ProviderNotices,
} from '../../ports/index.js';
import { type AdyenSettings, createAdyenPayments } from './adyen.js';
import { createPayPalPayments, type PayPalPaymentsOptions } from './paypal.js';
import { createStripePayments } from './stripe.js';
import type { StripePaymentsOptions } from './stripe-client.js';

export interface PaymentProvidersOptions {
  /** The ways to pay to offer, in order. Those of a provider that is not set up are left out. */
  offered: readonly PaymentOptionId[];
  stripe?: StripePaymentsOptions;
  paypal?: PayPalPaymentsOptions | undefined;
  adyen?: AdyenSettings | undefined;
}

/**
 * One adapter for each provider that the merchant has set up. Throws when nothing is left to offer.
 * @param notices what providers have said, for those that cannot be asked later.
 */
export function createPaymentProviders(
  settings: PaymentProvidersOptions,
  notices: ProviderNotices,
): PaymentProviders {
  const { offered, stripe, paypal, adyen } = settings;
  const adapters = new Map<PaymentProvider, Payments>();
  if (stripe) adapters.set('stripe', createStripePayments(stripe));
  if (paypal) adapters.set('paypal', createPayPalPayments(paypal));
  if (adyen) adapters.set('adyen', createAdyenPayments(adyen, notices));

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
