import { CHECKOUT_STATES, type CheckoutAct, type CheckoutState, type CheckoutView } from '../domain/index.js';
import type { CheckoutContext } from './checkout-context.js';

const ACTS: Partial<Record<CheckoutState, CheckoutAct[]>> = {
  cartChanged: ['accept_changes', 'cancel'],
  awaitingAddress: ['set_address', 'cancel'],
  awaitingShipping: ['set_address', 'choose_shipping', 'cancel'],
  awaitingPayment: ['set_address', 'choose_shipping', 'choose_payment', 'pay', 'cancel'],
  awaitingAuthentication: ['cancel'],
};

/** A checkout as people see it. */
export function checkoutView(state: CheckoutState, context: CheckoutContext, version: number): CheckoutView {
  const { checkoutId, conversationId, lines, totals, address, shippingOptions, shipping, changes, stalled } =
    context;
  const soldOut = state === 'cartChanged' && lines.length === 0;
  return {
    id: checkoutId,
    conversationId,
    state,
    version,
    headline: CHECKOUT_STATES[state].shopper,
    lines,
    totals,
    address,
    shippingOptions,
    shippingOptionId: shipping?.id,
    paymentOptions: context.paymentOptions,
    paymentOptionId: context.payment && context.paymentOption.id,
    holdExpiresAt:
      state === 'awaitingPayment' || state === 'awaitingAuthentication'
        ? iso(context.holdExpiresAt)
        : undefined,
    changes,
    decline: context.decline,
    authenticationUrl: state === 'awaitingAuthentication' ? context.authenticationUrl : undefined,
    orderId: context.orderId,
    stalled: stalled && { ...stalled, since: new Date(stalled.since).toISOString() },
    acts: soldOut ? ['cancel'] : (ACTS[state] ?? []),
  };
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
