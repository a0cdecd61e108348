import type Stripe from 'stripe';
import { newId, unixNow } from './ids.js';
import type { NewIntent } from './intent-parameters.js';
import { mergeMetadata } from './metadata.js';

/** A PaymentIntent as it begins: waiting for a payment method. */
export function newIntent(wish: NewIntent): Stripe.PaymentIntent {
  const id = newId('pi');
  return {
    id,
    object: 'payment_intent',
    allowed_payment_method_types: wish.allowed_payment_method_types ?? null,
    amount: wish.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: automaticMethods(wish),
    canceled_at: null,
    cancellation_reason: null,
    capture_method: wish.capture_method ?? 'automatic_async',
    client_secret: newId(`${id}_secret`),
    confirmation_method: wish.confirmation_method,
    created: unixNow(),
    currency: wish.currency,
    customer: wish.customer ?? null,
    customer_account: null,
    description: wish.description ?? null,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: null,
    metadata: mergeMetadata({}, wish.metadata),
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { installments: null, mandate_options: null, network: null, request_three_d_secure: 'automatic' },
    },
    payment_method_types: payableBy(wish),
    payment_record: null,
    processing: null,
    receipt_email: wish.receipt_email ?? null,
    review: null,
    setup_future_usage: wish.setup_future_usage ?? null,
    shipping: (wish.shipping ?? null) as Stripe.PaymentIntent.Shipping | null,
    source: null,
    statement_descriptor: wish.statement_descriptor ?? null,
    statement_descriptor_suffix: wish.statement_descriptor_suffix ?? null,
    status: 'requires_payment_method',
    transfer_data: null,
    transfer_group: wish.transfer_group ?? null,
  };
}

/** Of what is allowed, what works for this amount in this currency with this kind of capture. */
function payableBy({ allowed_payment_method_types: allowed, currency, capture_method: capture }: NewIntent) {
  const possible = currency === 'usd' && capture !== 'manual' ? ['card', 'us_bank_account'] : ['card'];
  return allowed ? possible.filter((type) => allowed.includes(type)) : possible;
}

/** Enabled unless the caller says otherwise. */
function automaticMethods(wish: NewIntent): Stripe.PaymentIntent.AutomaticPaymentMethods {
  return { allow_redirects: 'always', ...(wish.automatic_payment_methods ?? { enabled: true }) };
}
