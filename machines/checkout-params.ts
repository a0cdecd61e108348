import { type CartLine, sumMoney } from '../domain/index.js';
import type { CheckoutContext, CheckoutEffects, PaymentStep } from './checkout-context.js';

/**
 * What each effect of a checkout is asked with. Idempotency keys are made of the checkout, the step
 * and its number, so that a step asked again is the same step to the provider.
 */
type ParamsOf<Name extends keyof CheckoutEffects> = (args: {
  context: CheckoutContext;
}) => CheckoutEffects[Name];

const skus = (context: CheckoutContext) => context.lines.map(({ sku, quantity }) => ({ sku, quantity }));

export const readLines: ParamsOf<'readLines'> = ({ context }) => {
  const { checkoutId, conversationId } = context;
  // The first time the cart itself is read; later, what the shopper has agreed to.
  return { checkoutId, conversationId, lines: context.lines.length > 0 ? skus(context) : undefined };
};

export const checkCode: ParamsOf<'checkCode'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  code: there(context.codeGiven, 'code'),
  subtotal: context.totals.subtotal,
});

export const calculateTax: ParamsOf<'calculateTax'> = ({ context }) => ({
  address: there(context.address, 'address'),
  lines: context.lines.map((line) => ({
    sku: line.sku,
    quantity: line.quantity,
    amount: afterDiscount(line),
    taxClass: line.taxClass,
  })),
  shipping: there(context.shipping, 'shipping option').price,
  key: `${context.checkoutId}:tax:${context.taxesAsked}`,
});

export const holdStock: ParamsOf<'holdStock'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  lines: skus(context),
  expiresAt: there(context.holdExpiresAt, 'hold deadline'),
  promotion: context.promotion && { code: context.promotion.code, subtotal: context.totals.subtotal },
});

export const extendHold: ParamsOf<'extendHold'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  expiresAt: there(context.holdExpiresAt, 'hold deadline'),
});

export const preparePayment: ParamsOf<'preparePayment'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  option: context.paymentOption,
  amount: context.totals.total,
  key: `${context.checkoutId}:create:${context.paymentsMade + 1}`,
});

const attempt = (context: CheckoutContext) => ({
  ...step(context, `confirm:${context.attempts}`),
  method: there(there(context.payment, 'payment').method, 'payment method'),
});

export const confirmPayment: ParamsOf<'confirmPayment'> = ({ context }) => ({
  ...attempt(context),
  holdUntil: there(context.holdExpiresAt, 'hold deadline'),
});

export const lookUpPayment: ParamsOf<'lookUpPayment'> = ({ context }) => ({
  ...attempt(context),
  authenticating: context.authenticationUrl !== undefined,
});

export const reversePayment: ParamsOf<'reversePayment'> = ({ context }) =>
  step(context, `void:${context.paymentsMade}`);

export const writeOrder: ParamsOf<'writeOrder'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  conversationId: context.conversationId,
  lines: context.lines,
  totals: context.totals,
  address: there(context.address, 'address'),
  shipping: there(context.shipping, 'shipping option'),
  promotionCode: context.promotion?.code,
  giftMessage: context.giftMessage,
  provider: there(context.payment, 'payment').provider,
  paymentId: there(context.payment, 'payment').id,
});

export const capturePayment: ParamsOf<'capturePayment'> = ({ context }) => ({
  ...step(context, 'capture'),
  conversationId: context.conversationId,
});

export const openOrder: ParamsOf<'openOrder'> = ({ context }) => ({
  orderId: there(context.orderId, 'order'),
});

export const undo: ParamsOf<'undo'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  payment: context.payment && reversePayment({ context }),
});

/** Only the first time: what is tried again by itself and fails again is no news. */
export const tellStalled: ParamsOf<'tellConversation'> = ({ context }) => ({
  outcome: 'stalled',
  again: context.automaticTries > 0,
});

/** Said once for each attempt to pay. */
export const tellDeclined: ParamsOf<'tellConversation'> = ({ context }) => ({
  outcome: 'declined',
  attempt: context.attempts,
});

export const releaseHold: ParamsOf<'releaseHold'> = ({ context }) => ({ checkoutId: context.checkoutId });

export const revokeOrder: ParamsOf<'revokeOrder'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  payment: context.payment && step(context, 'refund'),
});
function afterDiscount({ lineTotal, discount }: CartLine) {
  if (!discount) return lineTotal;
  return sumMoney([lineTotal, { ...discount, amount: -discount.amount }], lineTotal.currency);
}

function step(context: CheckoutContext, name: string): PaymentStep {
  const { id, provider } = there(context.payment, 'payment');
  return { checkoutId: context.checkoutId, provider, paymentId: id, key: `${context.checkoutId}:${name}` };
}

/** Values that the order of states guarantees; a missing one is a fault in the machine. */
function there<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`a checkout in this state has a ${what}`);
  return value;
}
