import type Stripe from 'stripe';
import { invalidRequest, unexpectedState } from './errors.js';
import type { UsableMethod } from './payment-methods.js';

type Status = Stripe.PaymentIntent.Status;

/** In which states an act is allowed: https://docs.stripe.com/payments/paymentintents/lifecycle */
const ALLOWED: Record<'be confirmed' | 'be captured' | 'be canceled', readonly Status[]> = {
  'be confirmed': ['requires_payment_method', 'requires_confirmation', 'requires_action'],
  'be captured': ['requires_capture'],
  'be canceled': [
    'requires_payment_method',
    'requires_confirmation',
    'requires_action',
    'requires_capture',
    'processing',
  ],
};

/** Throws when the PaymentIntent is where the act is not allowed. */
export function requireState(act: keyof typeof ALLOWED, intent: Stripe.PaymentIntent): void {
  if (!ALLOWED[act].includes(intent.status)) throw unexpectedState(act, intent);
}

/** Throws when the PaymentIntent cannot be paid by a method of this type. */
export function requireAllowed(intent: Stripe.PaymentIntent, { object: method }: UsableMethod): void {
  const types = intent.payment_method_types;
  if (types.includes(method.type)) return;
  throw invalidRequest(
    `This PaymentIntent can be paid by ${types.join(' or ')}, not by ${method.type}.`,
    'payment_intent_incompatible_payment_method',
    'payment_method',
  );
}

/** Throws when the shopper may have to be sent away and there is no way back. */
export function requireReturnUrl(
  { automatic_payment_methods: automatic }: Stripe.PaymentIntent,
  returnUrl?: string,
): void {
  if (!automatic?.enabled || automatic.allow_redirects === 'never' || returnUrl) return;
  throw invalidRequest(
    'Some of the payment methods of this PaymentIntent send the shopper away and need a return_url; ' +
      'send one, or create it with automatic_payment_methods[allow_redirects]=never.',
    'parameter_missing',
    'return_url',
  );
}

/** Throws when the payment method belongs to a customer, and the PaymentIntent is not that customer's. */
export function requireSameCustomer(intent: Stripe.PaymentIntent, { object: method }: UsableMethod): void {
  if (method.customer === null || method.customer === intent.customer) return;
  throw invalidRequest(
    'The payment method belongs to a Customer. Please include the Customer in the `customer` parameter on the PaymentIntent.',
    undefined,
    'payment_method',
  );
}
