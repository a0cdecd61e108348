import type { Config } from './index.js';

/** What each payment provider is set up with; one without its secrets is not set up. */
export function paymentSettings(config: Config) {
  return {
    offered: config.PAYMENT_OPTIONS,
    stripe: {
      secretKey: config.STRIPE_SECRET_KEY,
      apiUrl: config.STRIPE_API_URL,
      webhookSecret: config.STRIPE_WEBHOOK_SECRET,
    },
  };
}
