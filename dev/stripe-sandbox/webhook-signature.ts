import { createHmac } from 'node:crypto';
import type { SignedWebhook } from '../provider-sandbox/webhook-sender.js';

/** An event as Stripe posts it. */
export function signedWebhook(event: object, secret: string): SignedWebhook {
  const payload = JSON.stringify(event, null, 2);
  return {
    payload,
    headers: {
      'stripe-signature': sign(payload, secret, Math.floor(Date.now() / 1000)),
      'user-agent': 'Stripe/1.0 (sandbox)',
    },
  };
}

/** The header Stripe signs its webhooks with: https://docs.stripe.com/webhooks#verify-manually */
export function sign(payload: string, secret: string, timestamp: number): string {
  const signature = createHmac('sha256', secret).update(`${timestamp}.${payload}`).digest('hex');
  return `t=${timestamp},v1=${signature}`;
}
