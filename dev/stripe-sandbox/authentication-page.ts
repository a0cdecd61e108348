import type Stripe from 'stripe';

/** The hosted page where the shopper's bank asks who is paying: plain HTML that works without scripts. */
export function authenticationPage(intent: Stripe.PaymentIntent): string {
  const sum = new Intl.NumberFormat('en-US', { style: 'currency', currency: intent.currency }).format(
    majorUnits(intent),
  );
  if (intent.status !== 'requires_action') {
    return page('Nothing left to confirm', `<p>This payment of ${sum} is no longer waiting for you.</p>`);
  }
  return page(
    'Confirm your payment',
    `<p>A shop asks you to pay <strong>${sum}</strong>. Is that you?</p>
    <form method="post">
      <button type="submit" name="answer" value="approve">Approve</button>
      <button type="submit" name="answer" value="decline">Decline</button>
    </form>
    <p class="note">This is a test bank. No money moves.</p>`,
  );
}

/**
 * Nothing but this page's own style and form; browsers apply `form-action` to the redirect after a post too,
 * so the shop's origin is named.
 */
export function authenticationPolicy(returnUrl: string | undefined): string {
  const origins = returnUrl ? ` ${new URL(returnUrl).origin}` : '';
  return `default-src 'none'; style-src 'self'; form-action 'self'${origins}; base-uri 'none'; frame-ancestors 'none'`;
}

/** Back to the shop, told as Stripe tells it. */
export function returnLocation(intent: Stripe.PaymentIntent, returnUrl: string): string {
  const location = new URL(returnUrl);
  const succeeded = ['succeeded', 'requires_capture', 'processing'].includes(intent.status);
  location.searchParams.set('payment_intent', intent.id);
  location.searchParams.set('payment_intent_client_secret', intent.client_secret ?? '');
  location.searchParams.set('redirect_status', succeeded ? 'succeeded' : 'failed');
  return location.href;
}

export const AUTHENTICATION_STYLE = `
:root { color-scheme: light dark; font: 1.125rem/1.5 system-ui, sans-serif; }
body { margin: 0; display: grid; min-height: 100dvh; place-items: center; }
main { max-width: 24rem; padding: 1.5rem; }
button { font: inherit; min-height: 3rem; min-width: 8rem; margin: 0.25rem 0.5rem 0.25rem 0; }
.note { opacity: 0.8; font-size: 0.9rem; }
`;

function majorUnits({ amount, currency }: Stripe.PaymentIntent): number {
  const digits = new Intl.NumberFormat('en-US', { style: 'currency', currency }).resolvedOptions();
  return amount / 10 ** (digits.maximumFractionDigits ?? 2);
}

function page(title: string, content: string): string {
  return `<!doctype html>
<html lang="en">
<head>
  <meta charset="utf-8">
  <meta name="viewport" content="width=device-width, initial-scale=1">
  <title>${title} – test bank</title>
  <link rel="stylesheet" href="/_sandbox/authenticate.css">
</head>
<body>
  <main>
    <h1>${title}</h1>
    ${content}
  </main>
</body>
</html>
`;
}
