import type Stripe from 'stripe';
import { z } from 'zod';
import type { Call } from '../call.js';
import { invalidRequest } from '../errors.js';
import { newId, unixNow } from '../ids.js';
import { type Operation, operation } from '../operation.js';
import { expand, text } from '../parameters.js';
import { usePaymentMethod } from '../payment-methods.js';

const TOKEN_LIVES_SECONDS = 12 * 60 * 60;

/** What the page makes of a filled-in Payment Element; https://docs.stripe.com/api/confirmation_tokens. */
export const confirmationTokens: readonly Operation[] = [
  operation({
    name: 'confirmation_tokens.create',
    method: 'POST',
    path: '/test_helpers/confirmation_tokens',
    parameters: z.strictObject({ payment_method: text, return_url: z.url().optional(), expand }),
    execute: (call, { payment_method, return_url }) => newToken(call, payment_method, return_url),
  }),
  operation({
    name: 'confirmation_tokens.retrieve',
    method: 'GET',
    path: '/confirmation_tokens/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, _, id) => (await call.store.get('confirmation_token', id)).object,
  }),
];

/** @param paymentMethod a payment method or a test token such as `pm_card_visa`. */
export async function newToken(
  call: Call,
  paymentMethod: string,
  returnUrl?: string,
): Promise<Stripe.ConfirmationToken> {
  const { object: method } = await usePaymentMethod(call.store, paymentMethod);
  const created = unixNow();
  const { type, billing_details, card } = method;
  const preview = { type, billing_details, customer: null, ...(card && { card }) };
  const token = {
    id: newId('ctoken'),
    object: 'confirmation_token',
    created,
    expires_at: created + TOKEN_LIVES_SECONDS,
    livemode: false,
    mandate_data: null,
    payment_intent: null,
    payment_method_options: null,
    payment_method_preview: preview,
    return_url: returnUrl ?? null,
    setup_future_usage: null,
    setup_intent: null,
    shipping: null,
    use_stripe_sdk: false,
  } as Stripe.ConfirmationToken;
  await call.store.insert('confirmation_token', token, { paymentMethod: method.id });
  return token;
}

/** Spends a token on a PaymentIntent; returns the payment method it stands for. A token can be spent once. */
export async function spendToken(
  call: Call,
  tokenId: string,
  intentId: string,
): Promise<{ paymentMethod: string; returnUrl: string | undefined }> {
  const stored = await call.store.lock('confirmation_token', tokenId, 'confirmation_token');
  if (stored.object.payment_intent !== null) {
    throw invalidRequest(
      `The ConfirmationToken ${tokenId} has been used already.`,
      'confirmation_token_already_used',
      'confirmation_token',
    );
  }
  stored.object.payment_intent = intentId;
  await call.store.save('confirmation_token', stored);
  return {
    paymentMethod: String(stored.inner.paymentMethod),
    returnUrl: stored.object.return_url ?? undefined,
  };
}
