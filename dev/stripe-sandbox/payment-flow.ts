import type Stripe from 'stripe';
import type { Call } from './call.js';
import { declineError, newCharge } from './charges.js';
import { documentation, type ErrorBody, invalidRequest, StripeFailure } from './errors.js';
import { unixNow } from './ids.js';
import { Refusal } from './operation.js';
import { requireAllowed, requireReturnUrl, requireSameCustomer, requireState } from './payment-guards.js';
import { type UsableMethod, usePaymentMethod } from './payment-methods.js';
import { spendToken } from './resources/confirmation-tokens.js';
import type { Stored } from './store.js';

type StoredIntent = Stored<'payment_intent'>;
export interface Confirmation {
  payment_method?: string | undefined;
  confirmation_token?: string | undefined;
  return_url?: string | undefined;
  error_on_requires_action?: boolean | undefined;
}

/** Tries to pay: authorises, asks for authentication, or records the decline. */
export async function confirmIntent(call: Call, stored: StoredIntent, wish: Confirmation) {
  const { object: intent, inner } = stored;
  requireState('be confirmed', intent);
  const token = wish.confirmation_token && (await spendToken(call, wish.confirmation_token, intent.id));
  const methodId =
    (token ? token.paymentMethod : wish.payment_method) ?? (intent.payment_method as string | null);
  if (!methodId) {
    throw invalidRequest(
      'A PaymentIntent needs a payment method before it can be confirmed; send payment_method.',
      'payment_intent_unexpected_state',
      'payment_method',
    );
  }
  const returnUrl = wish.return_url ?? (token ? token.returnUrl : undefined) ?? inner.returnUrl;
  requireReturnUrl(intent, returnUrl);
  if (returnUrl) inner.returnUrl = returnUrl;
  const method = await usePaymentMethod(call.store, methodId);
  intent.payment_method = method.object.id;
  intent.last_payment_error = null;
  requireAllowed(intent, method);
  requireSameCustomer(intent, method);
  if (!method.behaviour.authentication) return charge(call, stored, method);
  if (wish.error_on_requires_action) return failForAuthentication(call, stored, method);
  intent.status = 'requires_action';
  intent.next_action = nextAction(call, intent, returnUrl);
  await call.store.save('payment_intent', stored);
  await call.emit('payment_intent.requires_action', intent);
  return intent;
}

/** What the shopper answered at the bank's page. Answering again, or too late, changes nothing. */
export async function finishAuthentication(
  call: Call,
  intentId: string,
  approved: boolean,
): Promise<StoredIntent> {
  const stored = await call.store.lock('payment_intent', intentId);
  const { object: intent } = stored;
  if (intent.status !== 'requires_action') return stored;
  const method = await usePaymentMethod(call.store, intent.payment_method as string);
  if (approved) {
    await charge(call, stored, method);
    return stored;
  }
  await fail(call, stored, {
    type: 'invalid_request_error',
    code: 'payment_intent_authentication_failure',
    message: 'The payment method failed authentication; try again, or pay with another one.',
    payment_method: method.object,
  });
  return stored;
}

/** @param amount minor units; the rest of what was authorised is given back. */
export async function captureIntent(call: Call, stored: StoredIntent, amount: number | undefined) {
  const { object: intent } = stored;
  requireState('be captured', intent);
  const captured = amount ?? intent.amount_capturable;
  if (captured > intent.amount_capturable) {
    throw invalidRequest(
      `Only ${intent.amount_capturable} can be captured of this PaymentIntent, not ${captured}.`,
      'amount_too_large',
      'amount_to_capture',
    );
  }
  const storedCharge = await call.store.lock('charge', intent.latest_charge as string);
  Object.assign(storedCharge.object, {
    captured: true,
    amount_captured: captured,
    amount_refunded: storedCharge.object.amount - captured,
  });
  Object.assign(intent, { status: 'succeeded', amount_capturable: 0, amount_received: captured });
  await call.store.save('charge', storedCharge);
  await call.store.save('payment_intent', stored);
  await call.emit('charge.captured', storedCharge.object);
  await call.emit('payment_intent.succeeded', intent);
  return intent;
}

export async function cancelIntent(
  call: Call,
  stored: StoredIntent,
  reason: Stripe.PaymentIntent.CancellationReason | undefined,
) {
  const { object: intent } = stored;
  requireState('be canceled', intent);
  if (intent.status === 'requires_capture') await releaseAuthorisation(call, intent);
  if (intent.status === 'processing') await withdrawDebit(call, intent);
  Object.assign(intent, {
    status: 'canceled',
    canceled_at: unixNow(),
    cancellation_reason: reason ?? null,
    amount_capturable: 0,
    next_action: null,
  });
  await call.store.save('payment_intent', stored);
  await call.emit('payment_intent.canceled', intent);
  return intent;
}

/** The bank is told to let go of the money: the charge counts as refunded, though none had moved. */
async function releaseAuthorisation(call: Call, intent: Stripe.PaymentIntent): Promise<void> {
  const storedCharge = await call.store.lock('charge', intent.latest_charge as string);
  Object.assign(storedCharge.object, { refunded: true, amount_refunded: storedCharge.object.amount });
  await call.store.save('charge', storedCharge);
  await call.emit('charge.refunded', storedCharge.object);
}

async function withdrawDebit(call: Call, intent: Stripe.PaymentIntent): Promise<void> {
  const storedCharge = await call.store.lock('charge', intent.latest_charge as string);
  Object.assign(storedCharge.object, { status: 'failed', failure_code: 'canceled' });
  await call.store.save('charge', storedCharge);
}

async function charge(call: Call, stored: StoredIntent, { object: method, behaviour }: UsableMethod) {
  if (behaviour.settlesAfterMs !== undefined)
    return startDebit(call, stored, method, behaviour.settlesAfterMs);
  const { object: intent } = stored;
  const { decline } = behaviour;
  const attempt = newCharge(intent, method, { decline });
  await call.store.insert('charge', attempt);
  intent.latest_charge = attempt.id;
  intent.next_action = null;
  if (decline) {
    await call.emit('charge.failed', attempt);
    return fail(call, stored, declineError(decline, attempt, method));
  }
  const manual = intent.capture_method === 'manual';
  intent.status = manual ? 'requires_capture' : 'succeeded';
  intent.amount_capturable = manual ? intent.amount : 0;
  intent.amount_received = manual ? 0 : intent.amount;
  await call.store.save('payment_intent', stored);
  await call.emit('charge.succeeded', attempt);
  await call.emit(manual ? 'payment_intent.amount_capturable_updated' : 'payment_intent.succeeded', intent);
  return intent;
}

/** The bank will answer later; `settleDebit` then goes on. */
async function startDebit(
  call: Call,
  stored: StoredIntent,
  method: Stripe.PaymentMethod,
  settlesAfterMs: number,
) {
  const { object: intent } = stored;
  const attempt = newCharge(intent, method, { pending: true });
  await call.store.insert('charge', attempt);
  Object.assign(intent, { status: 'processing', latest_charge: attempt.id, next_action: null });
  stored.inner.settlesAt = Date.now() + settlesAfterMs;
  await call.store.save('payment_intent', stored);
  await call.emit('charge.pending', attempt);
  await call.emit('payment_intent.processing', intent);
  return intent;
}

/** What the bank said at last of a PaymentIntent in `processing`. */
export async function settleDebit(call: Call, stored: StoredIntent): Promise<void> {
  const { object: intent, inner } = stored;
  delete inner.settlesAt;
  if (intent.status !== 'processing') return call.store.save('payment_intent', stored);
  const { object: method, behaviour } = await usePaymentMethod(call.store, intent.payment_method as string);
  const storedCharge = await call.store.lock('charge', intent.latest_charge as string);
  const { id, created } = storedCharge.object;
  storedCharge.object = { ...newCharge(intent, method, { decline: behaviour.decline }), id, created };
  await call.store.save('charge', storedCharge);
  if (behaviour.decline) {
    await call.emit('charge.failed', storedCharge.object);
    await fail(call, stored, declineError(behaviour.decline, storedCharge.object, method));
    return;
  }
  Object.assign(intent, { status: 'succeeded', amount_received: intent.amount });
  await call.store.save('payment_intent', stored);
  await call.emit('charge.succeeded', storedCharge.object);
  await call.emit('payment_intent.succeeded', intent);
}

/** For callers without a shopper at hand: a card that asks for authentication counts as declined. */
async function failForAuthentication(call: Call, stored: StoredIntent, { object: method }: UsableMethod) {
  const decline = {
    code: 'authentication_required',
    declineCode: 'authentication_required',
    message: 'This card asks for authentication.',
  } as const;
  const attempt = newCharge(stored.object, method, { decline: { ...decline, code: 'card_declined' } });
  await call.store.insert('charge', attempt);
  stored.object.latest_charge = attempt.id;
  return fail(call, stored, {
    ...declineError({ ...decline, code: 'card_declined' }, attempt, method),
    code: decline.code,
  });
}

/** Back to where another payment method can be tried; the refusal is kept together with the failed attempt. */
async function fail(call: Call, stored: StoredIntent, error: ErrorBody): Promise<Refusal> {
  const { object: intent } = stored;
  Object.assign(intent, {
    status: 'requires_payment_method',
    payment_method: null,
    next_action: null,
    last_payment_error: { ...error, doc_url: documentation(error.code ?? error.type) },
  });
  await call.store.save('payment_intent', stored);
  await call.emit('payment_intent.payment_failed', intent);
  return new Refusal(new StripeFailure(402, { ...error, payment_intent: intent }));
}

function nextAction(call: Call, intent: Stripe.PaymentIntent, returnUrl: string | undefined) {
  const url = call.authenticationUrl(intent.id);
  return {
    type: 'redirect_to_url',
    redirect_to_url: { url, return_url: returnUrl ?? null },
  } satisfies Stripe.PaymentIntent.NextAction;
}
