import type { CheckoutContext, CheckoutEffects } from './checkout-context.js';

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

export const holdStock: ParamsOf<'holdStock'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  lines: skus(context),
  expiresAt: there(context.holdExpiresAt, 'hold deadline'),
});

export const extendHold: ParamsOf<'extendHold'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  expiresAt: there(context.holdExpiresAt, 'hold deadline'),
});

export const preparePayment: ParamsOf<'preparePayment'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  amount: context.totals.total,
  key: `${context.checkoutId}:create:${context.paymentsMade + 1}`,
});

export const confirmPayment: ParamsOf<'confirmPayment'> = ({ context }) => {
  const payment = there(context.payment, 'payment');
  return {
    checkoutId: context.checkoutId,
    paymentId: payment.id,
    method: there(payment.method, 'payment method'),
    key: `${context.checkoutId}:confirm:${context.attempts}`,
  };
};

export const lookUpPayment: ParamsOf<'lookUpPayment'> = ({ context }) => ({
  ...confirmPayment({ context }),
  authenticating: context.authenticationUrl !== undefined,
});

export const voidPayment: ParamsOf<'voidPayment'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  paymentId: there(context.payment, 'payment').id,
  key: voidKey(context),
});

export const writeOrder: ParamsOf<'writeOrder'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  conversationId: context.conversationId,
  lines: context.lines,
  totals: context.totals,
  address: there(context.address, 'address'),
  shipping: there(context.shipping, 'shipping option'),
  paymentId: there(context.payment, 'payment').id,
});

export const capturePayment: ParamsOf<'capturePayment'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  conversationId: context.conversationId,
  paymentId: there(context.payment, 'payment').id,
  key: `${context.checkoutId}:capture`,
});

export const undo: ParamsOf<'undo'> = ({ context }) => ({
  checkoutId: context.checkoutId,
  paymentId: context.payment?.id,
  key: voidKey(context),
});

const voidKey = ({ checkoutId, paymentsMade }: CheckoutContext) => `${checkoutId}:void:${paymentsMade}`;

/** Values that the order of states guarantees; a missing one is a fault in the machine. */
function there<Value>(value: Value | undefined, what: string): Value {
  if (value === undefined) throw new Error(`a checkout in this state has a ${what}`);
  return value;
}
