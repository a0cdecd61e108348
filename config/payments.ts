import type { Config } from './index.js';

const LIVE_PAYPAL = 'https://api-m.paypal.com';

/** What each payment provider is set up with; one without its secrets is not set up. */
export function paymentSettings(config: Config) {
  return {
    offered: config.PAYMENT_OPTIONS,
    stripe: {
      secretKey: config.STRIPE_SECRET_KEY,
      apiUrl: config.STRIPE_API_URL,
      webhookSecret: config.STRIPE_WEBHOOK_SECRET,
    },
    paypal: paypalSettings(config),
  };
}

function paypalSettings(config: Config) {
  const { PAYPAL_CLIENT_ID: clientId, PAYPAL_CLIENT_SECRET: clientSecret, PAYPAL_API_URL: apiUrl } = config;
  if (!clientId) return undefined;
  if (!clientSecret) throw new Error('PAYPAL_CLIENT_ID is set, and PAYPAL_CLIENT_SECRET is not.');
  // What is paid at a sandbox is given away.
  if (config.STRIPE_SECRET_KEY.includes('_live_') && apiUrl !== undefined && apiUrl !== LIVE_PAYPAL) {
    throw new Error(
      `The Stripe key is live and PayPal is a sandbox (PAYPAL_API_URL is ${apiUrl}): unset PAYPAL_API_URL, or PAYPAL_CLIENT_ID.`,
    );
  }
  return { clientId, clientSecret, apiUrl, webhookId: config.PAYPAL_WEBHOOK_ID };
}
