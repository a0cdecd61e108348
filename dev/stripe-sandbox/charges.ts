import type Stripe from 'stripe';
import type { ErrorBody } from './errors.js';
import { newId, unixNow } from './ids.js';
import type { CardDecline } from './test-cards.js';

const NO_BILLING_DETAILS: Stripe.Charge.BillingDetails = {
  address: { city: null, country: null, line1: null, line2: null, postal_code: null, state: null },
  email: null,
  name: null,
  phone: null,
  tax_id: null,
};

/** The charge that an attempt to pay leaves: gone through, declined, or pending while the bank takes its time. */
export function newCharge(
  intent: Stripe.PaymentIntent,
  method: Stripe.PaymentMethod,
  { decline, pending = false }: { decline?: CardDecline | undefined; pending?: boolean } = {},
): Stripe.Charge {
  const status = attemptStatus(pending, decline);
  const captured = status === 'succeeded' && intent.capture_method !== 'manual';
  return {
    id: newId('ch'),
    object: 'charge',
    amount: intent.amount,
    amount_captured: captured ? intent.amount : 0,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: null,
    billing_details: NO_BILLING_DETAILS,
    calculated_statement_descriptor: 'SANDBOX',
    captured,
    created: unixNow(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: decline?.code ?? null,
    failure_message: decline?.message ?? null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: outcome(decline),
    paid: status === 'succeeded',
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: methodDetails(intent.amount, method),
    receipt_email: intent.receipt_email,
    receipt_number: null,
    receipt_url: null,
    refunded: false,
    review: null,
    shipping: intent.shipping as Stripe.Charge.Shipping | null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status,
    transfer_data: null,
    transfer_group: null,
  };
}

/** What the shopper's side is told of a decline. */
export function declineError(
  decline: CardDecline,
  charge: Pick<Stripe.Charge, 'id'> | undefined,
  method: Stripe.PaymentMethod,
): ErrorBody {
  return {
    type: 'card_error',
    code: decline.code,
    decline_code: decline.declineCode,
    message: decline.message,
    ...(charge && { charge: charge.id }),
    payment_method: method,
  };
}

function attemptStatus(pending: boolean, decline: CardDecline | undefined): Stripe.Charge.Status {
  if (pending) return 'pending';
  return decline ? 'failed' : 'succeeded';
}

function outcome(decline: CardDecline | undefined): Stripe.Charge.Outcome {
  const common = {
    advice_code: null,
    network_advice_code: null,
    network_decline_code: null,
    risk_level: 'normal',
  };
  if (!decline) {
    return {
      ...common,
      network_status: 'approved_by_network',
      reason: null,
      seller_message: 'Payment complete.',
      type: 'authorized',
    };
  }
  return {
    ...common,
    network_status: 'declined_by_network',
    reason: decline.declineCode,
    seller_message: 'The bank returned the decline code.',
    type: 'issuer_declined',
  };
}

function methodDetails(amount: number, { type, card, us_bank_account }: Stripe.PaymentMethod) {
  if (type !== 'card') return { type, us_bank_account } as Stripe.Charge.PaymentMethodDetails;
  return {
    type: 'card',
    card: {
      amount_authorized: amount,
      brand: card?.brand ?? null,
      checks: card?.checks ?? null,
      country: card?.country ?? null,
      exp_month: card?.exp_month ?? 0,
      exp_year: card?.exp_year ?? 0,
      funding: card?.funding ?? null,
      last4: card?.last4 ?? null,
      network: card?.brand ?? null,
    },
  } as Stripe.Charge.PaymentMethodDetails;
}
