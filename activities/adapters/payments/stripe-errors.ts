import Stripe from 'stripe';
import { PaymentOutcomeUnknown, PaymentRefused } from '../../ports/payments.js';

/** Refusals below 500 that say "not now" rather than "no": time-out, conflict with a call in flight, too early, too many. */
const TRY_AGAIN: readonly number[] = [408, 409, 425, 429];

/**
 * What a failed call means for us. An answer of 4xx is definite: it was refused, and will be again.
 * Anything else (no answer, 5xx, conflict, rate limit) leaves the outcome open.
 * Vendor errors do not travel on: their messages do, with the request's id for support.
 */
export function portError(error: unknown): PaymentOutcomeUnknown | PaymentRefused {
  if (error instanceof PaymentOutcomeUnknown || error instanceof PaymentRefused) return error;
  if (!(error instanceof Stripe.errors.StripeError)) {
    return new PaymentOutcomeUnknown(`The call to Stripe broke off: ${messageOf(error)}`);
  }
  const what = `${error.code ?? error.type}: ${withoutKeys(error.message)}${error.requestId ? ` (${error.requestId})` : ''}`;
  if (isDefinite(error)) return new PaymentRefused(`Stripe refused the call: ${what}`);
  return new PaymentOutcomeUnknown(`Stripe did not say what became of the call: ${what}`);
}

/** What is refused may be repeated, and these words go into logs and books. */
function withoutKeys(message: string): string {
  return message.replaceAll(/\b((?:sk|rk)_(?:live|test)|whsec)_\w+/g, '$1_…');
}

/** The error, when it is a refusal with this code. */
export function refusedFor(error: unknown, code: string) {
  if (!(error instanceof Stripe.errors.StripeError)) return undefined;
  return error.code === code ? error : undefined;
}

/** Whether a failure was stored under its idempotency key, so that the key will never answer anything else. */
export function isSpentKey(error: unknown): boolean {
  return (
    error instanceof Stripe.errors.StripeError &&
    (error.statusCode ?? 0) >= 500 &&
    error.headers?.['idempotent-replayed'] === 'true'
  );
}

function isDefinite({ statusCode }: { statusCode?: number | undefined }): boolean {
  return statusCode !== undefined && statusCode >= 400 && statusCode < 500 && !TRY_AGAIN.includes(statusCode);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
