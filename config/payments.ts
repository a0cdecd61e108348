import type { Config } from './index.js';

const LIVE_PAYPAL = 'https://api-m.paypal.com';

/** What each payment provider is set up with; one without its secrets is not set up. */
export function paymentSettings(config: Config) {
  return {
    offered: config.PAYMENT_OPTIONS,
    stripe: {
      secretKey: config.STRIPE_SECRET_KEY,
      apiUrl: config.STRIPE_API_URL,
      webhookSecrets: config.STRIPE_WEBHOOK_SECRET,
    },
    paypal: paypalSettings(config),
    adyen: adyenSettings(config),
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

/** Adyen is set up once it has a key; what else it needs is then asked for, and nothing of it made up. */
function adyenSettings(config: Config) {
  const { ADYEN_API_KEY: apiKey, ADYEN_MERCHANT_ACCOUNT: merchantAccount, ADYEN_HMAC_KEY: hmacKeys } = config;
  if (!apiKey) return undefined;
  if (!merchantAccount || !hmacKeys) {
    throw new Error('ADYEN_API_KEY is set: set ADYEN_MERCHANT_ACCOUNT and ADYEN_HMAC_KEY, too.');
  }
  // What is paid at a test account or a sandbox is given away.
  if (config.STRIPE_SECRET_KEY.includes('_live_') && !config.ADYEN_LIVE_PREFIX) {
    throw new Error(
      'The Stripe key is live and Adyen is not: set ADYEN_LIVE_PREFIX, or unset ADYEN_API_KEY.',
    );
  }
  const { ADYEN_WEBHOOK_USER: user, ADYEN_WEBHOOK_PASSWORD: password } = config;
  return {
    apiKey,
    merchantAccount,
    hmacKeys,
    apiUrl: config.ADYEN_API_URL,
    livePrefix: config.ADYEN_LIVE_PREFIX,
    basicAuth: user && password ? { user, password } : undefined,
  };
}
