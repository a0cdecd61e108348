import {
  type CartLine,
  type CheckoutChange,
  charge,
  computeTotals,
  missingForMinimum,
  type PromotionRefusal,
  shippingOptions,
  type TaxQuote,
  toldRefusal,
  weightOf,
} from '../domain/index.js';
import type { CheckoutContext } from './checkout-context.js';

/**
 * Everything that follows from lines, address, shipping and promotion. A shipping option that is no
 * longer offered is forgotten, and so is the tax: it was worked out for what stood there before.
 */
export function priced(context: CheckoutContext, change: Partial<CheckoutContext>): Partial<CheckoutContext> {
  const { lines, address, shipping, currency, promotion } = { ...context, ...change };
  const { subtotal } = computeTotals(lines, currency);
  const parcel = {
    subtotal,
    weightGrams: weightOf(lines),
    freeShipping: promotion?.benefit.kind === 'free_shipping',
  };
  const options = address ? shippingOptions(address, parcel) : [];
  const chosen = options.find(({ id }) => id === shipping?.id);
  return {
    ...change,
    shippingOptions: options,
    shipping: chosen,
    tax: undefined,
    ...charge({ lines, currency, promotion, shipping: chosen }),
  };
}

/** The same with the tax on it. */
export function taxed(context: CheckoutContext, tax: TaxQuote): Partial<CheckoutContext> {
  const { lines, shipping, currency, promotion } = context;
  return { tax, ...charge({ lines, currency, promotion, shipping, tax }) };
}

/** New lines, and with them the end of a code whose minimum they no longer reach. */
export function relined(
  context: CheckoutContext,
  { lines, changes }: { lines: CartLine[]; changes: CheckoutChange[] },
): Partial<CheckoutContext> {
  const { promotion, currency } = context;
  const { subtotal } = computeTotals(lines, currency);
  const missing = promotion && lines.length > 0 ? missingForMinimum(promotion, subtotal) : undefined;
  if (!missing) return { changes, ...priced(context, { lines }) };
  const removed = codeRemoved(context, { reason: 'minimum_not_reached', missing });
  return { changes: [...changes, ...removed], ...priced(context, { lines, promotion: undefined }) };
}

/** A code that held until now is taken off, and the shopper is shown why. */
export function withoutCode(context: CheckoutContext, refusal: PromotionRefusal): Partial<CheckoutContext> {
  return { changes: codeRemoved(context, refusal), ...priced(context, { promotion: undefined }) };
}

function codeRemoved({ promotion }: CheckoutContext, refusal: PromotionRefusal): CheckoutChange[] {
  if (!promotion) return [];
  return [{ kind: 'code_removed', name: promotion.code, ...toldRefusal(refusal) }];
}
