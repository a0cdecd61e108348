import type Stripe from 'stripe';
import { Currency, type Decline } from '../../../domain/index.js';
import { type Payment, PaymentOutcomeUnknown, type PaymentStatus } from '../../ports/payments.js';
import { declineMessage } from './decline-messages.js';

/** A PaymentIntent in our words; `PaymentOutcomeUnknown` for what this shop has no words for: money may have moved. */
export function toPayment(intent: Stripe.PaymentIntent): Payment {
  return {
    id: intent.id,
    status: toStatus(intent),
    amount: { amount: intent.amount, currency: Currency.parse(intent.currency.toUpperCase()) },
  };
}

function toStatus(intent: Stripe.PaymentIntent): PaymentStatus {
  switch (intent.status) {
    case 'requires_payment_method':
      return intent.last_payment_error
        ? { kind: 'declined', decline: toDecline(intent.last_payment_error) }
        : { kind: 'awaiting_method' };
    case 'requires_confirmation':
      return { kind: 'awaiting_method' };
    case 'requires_action':
      return { kind: 'action_required', url: bankPage(intent) };
    case 'processing':
      return { kind: 'processing' };
    case 'requires_capture':
      return { kind: 'authorised' };
    case 'succeeded':
      return { kind: 'captured' };
    case 'canceled':
      return { kind: 'voided' };
    default:
      throw new PaymentOutcomeUnknown(
        `Payment ${intent.id} is in a state this shop does not know: ${String(intent.status)}.`,
      );
  }
}

function bankPage({ id, next_action: action }: Stripe.PaymentIntent): string {
  const url = action?.redirect_to_url?.url;
  if (url) return url;
  throw new PaymentOutcomeUnknown(
    `Payment ${id} asks for "${action?.type ?? 'an unnamed step'}", which this shop cannot do; confirm it with a return URL.`,
  );
}

function toDecline({ code, decline_code }: Stripe.PaymentIntent.LastPaymentError): Decline {
  const reason = decline_code ?? code ?? 'generic_decline';
  return { code: reason, message: declineMessage(reason) };
}
