import type Stripe from 'stripe';
import { hostedPage } from '../provider-sandbox/hosted-page.js';

const ANSWERS = `
    <form method="post">
      <button type="submit" name="answer" value="approve">Approve</button>
      <button type="submit" name="answer" value="decline">Decline</button>
    </form>
    <p class="note">This is a test bank. No money moves.</p>`;

/** The hosted page where the shopper's bank asks who is paying: plain HTML that works without scripts. */
export function authenticationPage(intent: Stripe.PaymentIntent | Stripe.SetupIntent): string {
  if (intent.object === 'setup_intent') return setupPage(intent);
  const sum = new Intl.NumberFormat('en-US', { style: 'currency', currency: intent.currency }).format(
    majorUnits(intent),
  );
  if (intent.status !== 'requires_action') {
    return page('Nothing left to confirm', `<p>This payment of ${sum} is no longer waiting for you.</p>`);
  }
  return page(
    'Confirm your payment',
    `<p>A shop asks you to pay <strong>${sum}</strong>. Is that you?</p>${ANSWERS}`,
  );
}

function setupPage(setup: Stripe.SetupIntent): string {
  if (setup.status !== 'requires_action')
    return page('Nothing left to confirm', '<p>This card is no longer waiting for you.</p>');
  return page('Save your card', `<p>A shop wants to keep your card for later. Is that you?</p>${ANSWERS}`);
}

/** Back to the shop, told as Stripe tells it. */
export function returnLocation(intent: Stripe.PaymentIntent | Stripe.SetupIntent, returnUrl: string): string {
  const location = new URL(returnUrl);
  const succeeded = ['succeeded', 'requires_capture', 'processing'].includes(intent.status);
  location.searchParams.set(intent.object, intent.id);
  location.searchParams.set(`${intent.object}_client_secret`, intent.client_secret ?? '');
  location.searchParams.set('redirect_status', succeeded ? 'succeeded' : 'failed');
  return location.href;
}

function majorUnits({ amount, currency }: Stripe.PaymentIntent): number {
  const digits = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions();
  return amount / 10 ** (digits.maximumFractionDigits ?? 2);
}

function page(title: string, content: string): string {
  return hostedPage({ title, host: 'test bank', content });
}
