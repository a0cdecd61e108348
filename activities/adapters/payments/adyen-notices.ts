import { createHash } from 'node:crypto';
import type { Money } from '../../../domain/index.js';
import type { ProviderNotice } from '../../ports/index.js';
import { checkoutOf } from './adyen-reference.js';

/**
 * What this adapter writes down itself, beside the notifications, whose types are Adyen's event codes in capitals.
 * Ids are made of the payment and of what the notice is about: written twice, it is there once.
 */
function noted(reference: string, type: string, number: string | number, rest: Partial<ProviderNotice> = {}) {
  return {
    id: `${type}:${reference}:${number}`,
    type,
    paymentId: reference,
    checkoutId: checkoutOf(reference),
    ...rest,
  } satisfies ProviderNotice;
}

/** A session was opened; `reference` is its id. */
export const sessionOpened = (
  payment: string,
  number: number,
  session: { id: string; url: string; expiresAt: string; amount: Money },
) =>
  noted(payment, 'session', number, {
    reference: session.id,
    amount: session.amount,
    details: { url: session.url, expiresAt: session.expiresAt },
  });

/** Somebody pays, with this method: written before Adyen is called, so that no second attempt begins beside it. */
export const attemptBegun = (
  payment: string,
  number: number,
  attempt: { key: string; method: string; returnUrl: string },
) => noted(payment, 'attempt', number, { details: attempt });

/** What came of an attempt. */
export type AttemptResult =
  | { result: 'authorised'; pspReference: string; amount: Money }
  | { result: 'refused'; refusalCode: string }
  | { result: 'redirect' | 'page'; url: string; session?: string }
  | { result: 'pending' }
  /** Adyen would not even try: an unknown token, say. */
  | { result: 'impossible'; reason: string }
  | { result: 'over'; status: string };

/** @param step 0 is the answer to the attempt itself, others follow when the shopper comes back. */
export const attemptAnswered = (payment: string, number: number, step: string, result: AttemptResult) => {
  const { result: kind, ...rest } = result;
  const { amount, pspReference, ...details } = rest as Record<string, unknown>;
  return noted(payment, 'answer', `${number}:${step}`, {
    ...(amount !== undefined && { amount: amount as Money }),
    ...(pspReference !== undefined && { reference: pspReference as string }),
    details: { attempt: String(number), result: kind, ...(details as Record<string, string>) },
  });
};

/** The shopper's browser came back with something that Adyen will want to see. */
export const shopperReturned = (
  payment: string,
  proof: { sessionResult: string } | { redirectResult: string },
) =>
  noted(payment, 'returned', createHash('sha256').update(JSON.stringify(proof)).digest('base64url'), {
    details: proof,
  });

/** What the shopper's browser brought was shown to Adyen. */
export const returnHeard = (returned: ProviderNotice) =>
  noted(returned.paymentId, 'heard', returned.id.slice(-43));

/** Adyen has taken on a capture, a cancellation or a refund; `reference` is its PSP reference. */
export const modificationReceived = (
  payment: string,
  kind: 'capture' | 'cancel' | 'refund',
  pspReference: string,
  details: Record<string, string>,
) => noted(payment, `${kind}.received`, pspReference, { reference: pspReference, details });

/** The shop wants nothing more of a payment that was never authorised. */
export const paymentClosed = (payment: string) => noted(payment, 'closed', 0);
