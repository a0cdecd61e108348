import {
  CHECKOUT_STATES,
  type CheckoutAct,
  type CheckoutState,
  type CheckoutView,
  STALLED_REASONS,
  StaffAct,
  type Stalled,
} from '../domain/index.js';
import type { CheckoutContext } from './checkout-context.js';

const ADDRESS_PROBLEM =
  'We cannot find this address to work out the tax; please check the postal code and the town.';
/** Where the shopper is asked for something, what is not asked for can be given, too. */
const EXTRAS: CheckoutAct[] = ['apply_code', 'remove_code', 'set_gift_message'];
const ACTS: Partial<Record<CheckoutState, CheckoutAct[]>> = {
  cartChanged: ['accept_changes', 'cancel'],
  awaitingAddress: ['set_address', ...EXTRAS, 'cancel'],
  awaitingShipping: ['set_address', 'choose_shipping', ...EXTRAS, 'cancel'],
  awaitingPayment: ['set_address', 'choose_shipping', 'choose_payment', ...EXTRAS, 'pay', 'cancel'],
  awaitingAuthentication: ['choose_payment', 'cancel'],
};

/** A checkout as people see it. */
export function checkoutView(state: CheckoutState, context: CheckoutContext, version: number): CheckoutView {
  const { checkoutId, conversationId, lines, totals, address, shippingOptions, shipping, changes } = context;
  const soldOut = state === 'cartChanged' && lines.length === 0;
  const acts = (ACTS[state] ?? []).filter((act) => act !== 'remove_code' || context.promotion);
  return {
    id: checkoutId,
    conversationId,
    state,
    version,
    headline: CHECKOUT_STATES[state].shopper,
    lines,
    totals,
    address,
    addressProblem: context.addressIsUnknown ? ADDRESS_PROBLEM : undefined,
    shippingOptions,
    shippingOptionId: shipping?.id,
    paymentOptions: context.paymentOptions,
    paymentOptionId: context.payment && context.paymentOption.id,
    holdExpiresAt:
      state === 'awaitingPayment' || state === 'awaitingAuthentication'
        ? iso(context.holdExpiresAt)
        : undefined,
    promotionCode: context.promotion?.code,
    codeRefusal: context.codeRefusal,
    giftMessage: context.giftMessage,
    changes,
    decline: context.decline,
    authenticationUrl: state === 'awaitingAuthentication' ? context.authenticationUrl : undefined,
    orderId: context.orderId,
    stalled: state === 'stalled' ? stalledView(context) : undefined,
    acts: soldOut ? ['cancel'] : acts,
  };
}

/** A stalled checkout as staff see it. */
function stalledView(context: CheckoutContext): Stalled | undefined {
  const { stalled, automaticTries, deadline, payment, orderId } = context;
  if (!stalled) return undefined;
  const linesAreOpen = payment === undefined && orderId === undefined && context.lines.length > 0;
  const possible: Record<StaffAct, boolean> = {
    resume: true,
    retry_payment: payment !== undefined && orderId === undefined,
    drop_item: linesAreOpen,
    substitute_item: linesAreOpen,
    refund: orderId !== undefined,
    settled_by_hand: stalled.reason === 'void_failed',
    cancel: orderId === undefined,
  };
  return {
    reason: stalled.reason,
    ...STALLED_REASONS[stalled.reason],
    since: new Date(stalled.since).toISOString(),
    tried: stalled.tried,
    triedAgain: automaticTries,
    nextTryAt: iso(deadline),
    acts: StaffAct.options.filter((act) => possible[act]),
  };
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
