import type { Decline } from '../../../domain/index.js';
import { declineMessage } from './decline-messages.js';

/**
 * Adyen's refusal reasons by their code, as the declines that the shop has words for. What looks like fraud, and a
 * blocked or stolen card, reads like any other: whoever holds it must not learn why.
 * Codes: https://docs.adyen.com/development-resources/refusal-reasons
 */
const DECLINES: Record<string, string> = {
  '4': 'processing_error',
  '6': 'expired_card',
  '8': 'incorrect_number',
  '9': 'issuer_not_available',
  '10': 'card_not_supported',
  '11': 'payment_intent_authentication_failure',
  '12': 'insufficient_funds',
  '15': 'cancelled_by_shopper',
  '16': 'cancelled_by_shopper',
  '24': 'incorrect_cvc',
  '27': 'withdrawal_count_limit_exceeded',
  '28': 'card_velocity_exceeded',
  '38': 'authentication_required',
};

/** What a session came to when nothing was paid in it. */
const SESSION_MESSAGES: Record<string, string> = {
  refused: 'The payment was declined. Nothing was charged. Please try again, or pay in another way.',
  canceled: 'You left the payment page before paying. Nothing was charged; you can try again.',
  expired: 'The payment page has expired. Nothing was charged; you can try again.',
};

/** A refused payment, by Adyen's `refusalReasonCode`. */
export function declineOf(refusalReasonCode: string | undefined): Decline {
  const code = DECLINES[refusalReasonCode ?? ''] ?? 'generic_decline';
  if (code === 'cancelled_by_shopper') {
    return { code, message: 'You left the payment before it was done. Nothing was charged.' };
  }
  return { code, message: declineMessage(code) };
}

/** A session that ended without a payment, by its status. */
export function sessionDecline(status: string): Decline {
  const message = SESSION_MESSAGES[status] ?? 'Nothing was charged. Please try again, or pay in another way.';
  return { code: `session_${status}`, message };
}
