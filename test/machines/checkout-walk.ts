import { getShortestPaths } from 'xstate/graph';
import type {
  CartLine,
  CheckoutState,
  OrderId,
  PaymentMethod,
  ProductId,
  Promotion,
  Sku,
  TaxQuote,
} from '../../domain/index.js';
import { computeTotals, shippingOptions } from '../../domain/index.js';
import { checkoutMachine } from '../../machines/checkout.js';
import type { CheckoutEvent } from '../../machines/checkout-context.js';

export const input = {
  checkoutId: '11111111-1111-4111-8111-111111111111' as never,
  conversationId: '22222222-2222-4222-8222-222222222222' as never,
  currency: 'USD' as const,
  holdMs: 900_000,
};

export function line(sku: string, amount: number, quantity: number, available: number): CartLine {
  const unitPrice = { amount, currency: 'USD' as const };
  return {
    sku: sku as Sku,
    productId: 1 as ProductId,
    name: 'Plain Tee',
    brand: 'Harbour',
    size: 'M',
    colour: 'blue',
    quantity,
    unitPrice,
    lineTotal: { ...unitPrice, amount: amount * quantity },
    available,
    imageUrl: '/v1/products/1/image.svg',
  };
}

export const address = {
  name: 'Ada',
  email: 'ada@example.com',
  line1: '1 Main St',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US' as const,
};

const at = 1_000;
const plain = line('A', 2_000, 1, 5);
const usd = (amount: number) => ({ amount, currency: 'USD' as const });
const standard = shippingOptions(address, { subtotal: usd(2_000), weightGrams: 0 })[0];
const tax: TaxQuote = {
  amount: usd(188),
  included: false,
  lines: [{ sku: 'A' as Sku, amount: usd(145) }],
  shipping: usd(43),
};
export const promotion: Promotion = {
  code: 'TENOFF',
  benefit: { kind: 'percent', basisPoints: 1_000 },
  minimumSubtotal: usd(2_000),
};
export const total = computeTotals([plain], 'USD', { shipping: standard, tax }).total;
const reducedTotal = computeTotals([plain], 'USD', { shipping: standard, tax, promotion }).total;
const pay = (quotedTotal: typeof total): CheckoutEvent => ({
  type: 'PAY_REQUESTED',
  paymentMethod: 'pm_card_visa' as PaymentMethod,
  quotedTotal,
  at,
});

/** One of each thing that can happen to a checkout, sold-out and changed carts among them. */
export const events: CheckoutEvent[] = [
  { type: 'LINES_READ', lines: [plain], at },
  { type: 'LINES_READ', lines: [line('A', 2_000, 3, 1)], at },
  { type: 'LINES_READ', lines: [line('A', 2_000, 1, 0)], at },
  { type: 'LINES_READ', lines: [], at },
  { type: 'ADDRESS_GIVEN', address, at },
  { type: 'SHIPPING_CHOSEN', optionId: 'standard', at },
  { type: 'CHANGES_ACCEPTED', at },
  { type: 'CODE_GIVEN', code: promotion.code, at },
  { type: 'CODE_TAKEN', promotion, at },
  { type: 'CODE_REFUSED', refusal: { reason: 'unknown' }, at },
  { type: 'CODE_REMOVED', at },
  { type: 'GIFT_MESSAGE_GIVEN', message: 'For you', at },
  { type: 'TAX_CALCULATED', tax, at },
  { type: 'ADDRESS_UNKNOWN', at },
  { type: 'HELD', at },
  { type: 'CODE_LAPSED', refusal: { reason: 'used_up' }, at },
  { type: 'STOCK_SHORT', short: [{ sku: 'A' as Sku, available: 0 }], at },
  { type: 'PAYMENT_PREPARED', paymentId: 'pi_1', at },
  { type: 'PAYMENT_OPTION_CHOSEN', optionId: 'card', at },
  pay(total),
  pay(reducedTotal),
  { type: 'PAYMENT_AUTHORISED', at },
  { type: 'AUTHENTICATION_REQUIRED', url: 'http://bank.example/', at },
  { type: 'PAYMENT_DECLINED', decline: { code: 'generic_decline', message: 'no' }, at },
  { type: 'PAYMENT_PROCESSING', at },
  { type: 'PAYMENT_UNKNOWN', at },
  { type: 'PAYMENT_NEWS', at },
  { type: 'ORDER_WRITTEN', orderId: 'o' as OrderId, at },
  { type: 'SOLD_OUT', at },
  { type: 'CODE_USED_UP', at },
  { type: 'CAPTURED', at },
  { type: 'PAYMENT_REVERSED', at },
  { type: 'UNDONE', at },
  { type: 'ORDER_REVOKED', at },
  { type: 'DEADLINE_PASSED', at },
  { type: 'EFFECT_FAILED', effect: 'any', message: 'down', at },
  { type: 'CANCEL_REQUESTED', at },
  { type: 'RESUMED', at },
  { type: 'PAYMENT_RETRIED', at },
  { type: 'LINE_DROPPED', sku: 'A' as Sku, at },
  { type: 'LINE_SUBSTITUTED', sku: 'A' as Sku, withSku: 'B' as Sku, at },
  { type: 'REFUNDED_BY_STAFF', at },
  { type: 'SETTLED_BY_HAND', at },
  { type: 'CANCELLED_BY_STAFF', at },
];

export type CheckoutPath = ReturnType<typeof allPaths>[number];

/** The shortest path to every situation that differs in what can happen next. */
export function allPaths() {
  return getShortestPaths(checkoutMachine, {
    input,
    events,
    limit: 300_000,
    serializeState: ({ value, context: c }) =>
      JSON.stringify([
        value,
        c.lines.map((l) => [l.sku, l.quantity]),
        c.changes.length,
        !!c.address,
        !!c.shipping,
        !!c.promotion,
        !!c.tax,
        !!c.payment,
        !!c.authenticationUrl,
        // How often was asked matters only where it is asked, and how all that ends is tested by itself.
        value === 'confirmingOutcome' && c.lookUps,
        value === 'awaitingSettlement' || value === 'confirmingOutcome' ? Math.min(c.settlementLooks, 1) : 0,
        value === 'stalled' && [c.stalled?.reason, c.stalled?.resumeAt],
        Math.min(c.automaticTries, 1),
        c.orderId,
        c.deadline === undefined,
      ]),
  });
}

export const stateOf = (path: CheckoutPath) => path.state.value as CheckoutState;
