import type Stripe from 'stripe';
import { CheckoutId, Currency, type Decline, type Money, money } from '../../../domain/index.js';
import {
  type ListedPayment,
  type Payment,
  PaymentOutcomeUnknown,
  type PaymentStatus,
  type Refund,
} from '../../ports/payments.js';
import { declineMessage } from './decline-messages.js';

/** A PaymentIntent in our words; `PaymentOutcomeUnknown` for what this shop has no words for: money may have moved. */
export function toPayment(intent: Stripe.PaymentIntent): Payment {
  return {
    id: intent.id,
    status: toStatus(intent),
    amount: toMoney(intent.amount, intent.currency),
    refunded: refundedOf(intent),
  };
}

/** A PaymentIntent as it stands in a list. */
export function toListedPayment(intent: Stripe.PaymentIntent): ListedPayment {
  const checkoutId = CheckoutId.safeParse(intent.metadata.checkout_id);
  return {
    ...toPayment(intent),
    checkoutId: checkoutId.success ? checkoutId.data : undefined,
    createdAt: new Date(intent.created * 1_000),
  };
}

export function toRefund({ id, status, amount, currency }: Stripe.Refund): Refund {
  return { id, status: REFUND_STATUS[status ?? ''] ?? 'pending', amount: toMoney(amount, currency) };
}

/** Stripe's words for what we call otherwise; the others mean that the money is on its way. */
const REFUND_STATUS: Record<string, Refund['status']> = {
  succeeded: 'done',
  failed: 'failed',
  canceled: 'failed',
};

/** Units of money given back; what was only set aside and let go counts as nothing. */
function refundedOf({ status, latest_charge: charge }: Stripe.PaymentIntent): number {
  if (status !== 'succeeded' || charge === null || typeof charge === 'string') return 0;
  return charge.amount_refunded;
}

function toMoney(amount: number, currency: string): Money {
  return money(amount, Currency.parse(currency.toUpperCase()));
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

/** What Stripe says of a declined card, in words for the shopper. */
export function toDecline({
  code,
  decline_code,
}: {
  code?: string | null | undefined;
  decline_code?: string | null | undefined;
}): Decline {
  const reason = decline_code ?? code ?? 'generic_decline';
  return { code: reason, message: declineMessage(reason) };
}
