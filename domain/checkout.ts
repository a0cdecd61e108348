import { z } from 'zod';
import { Address } from './address.js';
import { CartLine } from './cart.js';
import { CheckoutId, ConversationId, OrderId, Sku } from './ids.js';
import { Money } from './money.js';
import { PaymentOption, PaymentOptionId } from './payment.js';
import { CodeRefusal, GiftMessage, PromotionCode, PromotionRefusalReason } from './promotion.js';
import { ShippingOption } from './shipping.js';
import { Stalled } from './stalled.js';
import { Totals } from './totals.js';

/** Every state of a checkout that somebody can see, with its words for the shopper and for ops. */
export const CHECKOUT_STATES = {
  checkingCart: { shopper: 'Checking prices and stock', operator: 'Re-reads price and stock of every line' },
  cartChanged: {
    shopper: 'Something changed — please have a look',
    operator: 'Waits for the shopper to accept changed lines',
  },
  awaitingAddress: { shopper: 'Where should it go?', operator: 'Waits for the address' },
  awaitingShipping: { shopper: 'How should it travel?', operator: 'Waits for a shipping option' },
  checkingCode: { shopper: 'Looking at your code', operator: 'Asks whether a promotion code can be used' },
  calculatingTax: { shopper: 'Working out the tax', operator: 'Asks the tax service' },
  holdingStock: { shopper: 'Setting your items aside', operator: 'Sets stock aside' },
  preparingPayment: { shopper: 'Preparing the payment', operator: 'Creates the payment at the provider' },
  awaitingPayment: { shopper: 'Ready to pay', operator: 'Waits for the shopper to pay, until the hold ends' },
  replacingPayment: {
    shopper: 'Updating the total',
    operator: 'Voids the unpaid payment, to make another',
  },
  confirmingPayment: { shopper: 'Talking to your bank', operator: 'Confirms the payment with the provider' },
  awaitingAuthentication: {
    shopper: 'Your bank wants to make sure it is you',
    operator: 'Waits for 3-D Secure',
  },
  confirmingOutcome: {
    shopper: 'Still confirming your payment — you will not be charged twice',
    operator: 'Outcome unknown: asks the provider until it is known',
  },
  awaitingSettlement: {
    shopper: 'Your bank is moving the money — we will tell you here when it has arrived',
    operator: 'Waits for a payment that takes days to settle',
  },
  writingOrder: {
    shopper: 'Payment authorised, writing your order',
    operator: 'Writes the order and consumes the hold',
  },
  capturing: { shopper: 'Order written, finishing the payment', operator: 'Captures the authorised payment' },
  completed: { shopper: 'Thank you — your order is placed', operator: 'Done: paid and ordered' },
  cancelling: { shopper: 'Cancelling the checkout', operator: 'Voids the payment and releases the hold' },
  cancelled: {
    shopper: 'This checkout was cancelled; nothing was charged',
    operator: 'Cancelled: nothing charged',
  },
  refunding: {
    shopper: 'Giving your money back',
    operator: 'Gives the money back, cancels the order and puts the stock back',
  },
  expiring: {
    shopper: 'The time to pay ran out, putting the items back',
    operator: 'Voids the payment and releases the hold after the deadline',
  },
  expired: {
    shopper: 'The time to pay ran out; nothing was charged and your cart is still there',
    operator: 'Expired: nothing charged',
  },
  stalled: {
    shopper: 'We are looking into this — a person has been told',
    operator: 'Needs a person: resume or cancel it in the support console',
  },
} as const;

export type CheckoutState = keyof typeof CHECKOUT_STATES;
export const CheckoutState = z.enum(Object.keys(CHECKOUT_STATES) as [CheckoutState, ...CheckoutState[]]);

/** What a shopper can be allowed to do with a checkout at a moment. */
export const CheckoutAct = z.enum([
  'set_address',
  'choose_shipping',
  'choose_payment',
  'apply_code',
  'remove_code',
  'set_gift_message',
  'pay',
  'accept_changes',
  'cancel',
]);
export type CheckoutAct = z.infer<typeof CheckoutAct>;

/** How a line differs from what was in the cart when checkout began. */
export const LineChange = z.object({
  sku: Sku,
  name: z.string(),
  kind: z.enum(['price_changed', 'fewer_left', 'sold_out', 'dropped', 'substituted']),
  from: z.union([Money, z.number().int()]).describe('the price, or the quantity, before'),
  to: z.union([Money, z.number().int()]).describe('the price, or the quantity, now'),
  replacement: z.string().optional().describe('what staff put in its place'),
});
export type LineChange = z.infer<typeof LineChange>;

/** A code that held when it was given, and does not any more. */
export const CodeRemoved = z.object({
  kind: z.literal('code_removed'),
  name: PromotionCode,
  reason: PromotionRefusalReason,
  message: z.string().describe('why, for the shopper'),
  startsAt: CodeRefusal.shape.startsAt,
  missing: CodeRefusal.shape.missing,
});
export type CodeRemoved = z.infer<typeof CodeRemoved>;

/** What has changed since the shopper last looked. */
export const CheckoutChange = z.union([LineChange, CodeRemoved]);
export type CheckoutChange = z.infer<typeof CheckoutChange>;

export const Decline = z.object({
  code: z.string().describe("the provider's decline code"),
  message: z.string().describe('for the shopper'),
});
export type Decline = z.infer<typeof Decline>;

/** What a provider is known to say of an attempt to pay. */
export type PaymentNews =
  | { type: 'PAYMENT_AUTHORISED' }
  | { type: 'AUTHENTICATION_REQUIRED'; url: string }
  | { type: 'PAYMENT_DECLINED'; decline: Decline }
  /** The bank has taken it on and settles it in days, not seconds. */
  | { type: 'PAYMENT_PROCESSING' }
  | { type: 'PAYMENT_UNKNOWN' };

/** A checkout as people see it; written by the workflow, read by everyone. */
export const CheckoutView = z.object({
  id: CheckoutId,
  conversationId: ConversationId,
  state: CheckoutState,
  version: z.number().int().nonnegative().describe('grows with every change'),
  headline: z.string().describe('the state in words for the shopper'),
  lines: z.array(CartLine),
  totals: Totals,
  address: Address.optional(),
  addressProblem: z.string().optional().describe('why the address that was given cannot be used'),
  shippingOptions: z.array(ShippingOption),
  shippingOptionId: z.string().optional(),
  paymentOptions: z.array(PaymentOption).default([]).describe('the ways to pay that the shop offers'),
  paymentOptionId: PaymentOptionId.optional().describe('the one the payment is prepared for'),
  holdExpiresAt: z.iso.datetime().optional().describe('until when the items are set aside'),
  promotionCode: PromotionCode.optional().describe('the code that is applied'),
  codeRefusal: CodeRefusal.optional().describe('why the code that was given last was not taken'),
  giftMessage: GiftMessage.optional(),
  changes: z.array(CheckoutChange),
  decline: Decline.optional(),
  authenticationUrl: z.string().optional().describe('where the bank asks who is paying'),
  orderId: OrderId.optional(),
  stalled: Stalled.optional(),
  acts: z.array(CheckoutAct).describe('what the shopper can do now'),
});
export type CheckoutView = z.infer<typeof CheckoutView>;

/** States in which nothing more will happen by itself or by the shopper. */
export const FINAL_CHECKOUT_STATES: readonly CheckoutState[] = ['completed', 'cancelled', 'expired'];
