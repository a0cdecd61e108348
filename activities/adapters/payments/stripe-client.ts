import Stripe from 'stripe';
import type { PaymentMethod } from '../../../domain/index.js';
import { PaymentRefused } from '../../ports/payments.js';

export interface StripePaymentsOptions {
  secretKey: string;
  /** Where the API answers when not at Stripe, such as the sandbox's address. */
  apiUrl?: string | undefined;
  /** Sign the webhooks; each is taken. */
  webhookSecrets: readonly string[];
  /** How long one request may take; default 10,000. A call makes at most two requests, and one more to look. */
  timeoutMs?: number;
}

/** The shapes these adapters were written for; the account's own default does not matter. */
const API_VERSION = '2026-10-28.endive';
/** Temporal retries with patience; in here one more try bridges a blip. */
const NETWORK_RETRIES = 1;

/** A client of Stripe's API, or of the sandbox that speaks its wire format. */
export function openStripe({
  secretKey,
  apiUrl,
  timeoutMs = 10_000,
}: Omit<StripePaymentsOptions, 'webhookSecrets'>): Stripe {
  return new Stripe(secretKey, {
    apiVersion: API_VERSION,
    maxNetworkRetries: NETWORK_RETRIES,
    timeout: timeoutMs,
    telemetry: false,
    appInfo: { name: 'Shoptalk' },
    ...(apiUrl && serverOf(apiUrl)),
  });
}

/** The Payment Element hands over a confirmation token: a payment method with what the shopper agreed to. */
export function paidWith(method: PaymentMethod): { confirmation_token: string } | { payment_method: string } {
  return method.startsWith('ctoken_') ? { confirmation_token: method } : { payment_method: method };
}

function serverOf(apiUrl: string): Pick<Stripe.StripeConfig, 'host' | 'port' | 'protocol'> {
  const { hostname, port, protocol } = new URL(apiUrl);
  if (protocol !== 'http:' && protocol !== 'https:') {
    throw new PaymentRefused(
      `The address of the payment API must begin with http:// or https://, not ${protocol}//`,
    );
  }
  return {
    host: hostname,
    port: port || (protocol === 'http:' ? '80' : '443'),
    protocol: protocol === 'http:' ? 'http' : 'https',
  };
}
