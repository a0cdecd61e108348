import { getShortestPaths } from 'xstate/graph';
import { money, type Order, type OrderId, type OrderStage, type Sku } from '../../domain/index.js';
import { orderMachine } from '../../machines/order.js';
import type { OrderEvent } from '../../machines/order-context.js';
import { FOLLOW_UP_MS, RETURN_TRAVEL_MS, RETURN_WINDOW_MS } from '../../machines/order-rules.js';
import { address, line } from './checkout-walk.js';

export const orderId = '44444444-4444-4444-8444-444444444444' as OrderId;
const usd = (amount: number) => money(amount, 'USD');
/** The day it was delivered; what happens before happens in an instant. */
export const DAY_ONE = Date.parse('2026-03-01T12:00:00Z');

const { available: _, ...charged } = line('A', 2_000, 2, 9);
export const placed: Order = {
  id: orderId,
  number: 'S-100042',
  checkoutId: '11111111-1111-4111-8111-111111111111' as never,
  conversationId: '22222222-2222-4222-8222-222222222222' as never,
  state: 'paid',
  stage: 'placed',
  version: 0,
  headline: '',
  lines: [{ ...charged, position: 0, returned: 0 }],
  totals: { subtotal: usd(4_000), shipping: usd(595), tax: usd(333), total: usd(4_928) },
  refunded: usd(0),
  address,
  shipping: { id: 'standard', label: 'Standard', price: usd(595), days: { min: 3, max: 5 } },
  placedAt: '2026-02-27T12:00:00.000Z',
  refunds: [],
  returns: [],
  disputes: [],
  acts: [],
  staffActs: [],
};

const at = DAY_ONE;
const by = 'Grace';
export const PARTIAL = usd(3_000);
const dispute = { id: 'dp_1', reason: 'fraudulent', amount: usd(4_928) };

/** One of each thing that can happen to an order. */
export const events: OrderEvent[] = [
  {
    type: 'ORDER_READ',
    record: { order: placed, payment: { provider: 'stripe', paymentId: 'pi_1' }, lastEntry: 0 },
    at,
  },
  { type: 'CANCEL_REQUESTED', by: 'shopper', at },
  { type: 'ADDRESS_CHANGED', by: 'shopper', address: { ...address, line1: '2 Main St' }, at },
  { type: 'ADDRESS_CHANGED', by: 'shopper', address: { ...address, region: 'NY', postalCode: '10001' }, at },
  { type: 'EXCHANGE_REQUESTED', by: 'shopper', position: 0, sku: 'B' as Sku, at },
  {
    type: 'EXCHANGED',
    position: 0,
    line: { sku: 'B' as Sku, size: 'L', colour: 'blue', imageUrl: '/b.svg' },
    at,
  },
  { type: 'RETURN_REQUESTED', by: 'shopper', lines: [{ position: 0, quantity: 1 }], reason: 'small', at },
  { type: 'RETURN_REQUESTED', by: 'shopper', lines: [{ position: 0, quantity: 3 }], reason: 'small', at },
  { type: 'PACKED', by, at },
  { type: 'SHIPPED', by, tracking: { carrier: 'Swift', number: '1' }, at },
  { type: 'DELIVERED', by, at },
  { type: 'REFUND_REQUESTED', by, amount: PARTIAL, reason: 'sorry', at },
  { type: 'RETURN_RECEIVED', by, returnId: 'R-100042-1', at },
  { type: 'REFUND_ACCEPTED', state: 'done', at },
  { type: 'REFUND_ACCEPTED', state: 'pending', reference: 're_1', at },
  { type: 'REFUNDS_FOLLOWED', states: { R1: 'done' }, at },
  { type: 'REFUNDS_FOLLOWED', states: { R1: 'failed' }, at },
  { type: 'REFUND_UNKNOWN', at },
  { type: 'REFUND_REFUSED', message: 'no', at },
  { type: 'PAYMENT_NEWS', at },
  { type: 'DISPUTED', dispute: { ...dispute, state: 'opened' }, at },
  { type: 'DISPUTED', dispute: { ...dispute, state: 'lost' }, at },
  { type: 'RESUMED', by, at },
  { type: 'SETTLED_BY_HAND', by, at },
  { type: 'DEADLINE_PASSED', at: DAY_ONE + 60 * 60_000 },
  { type: 'DEADLINE_PASSED', at: DAY_ONE + FOLLOW_UP_MS },
  { type: 'DEADLINE_PASSED', at: DAY_ONE + RETURN_WINDOW_MS + RETURN_TRAVEL_MS },
  { type: 'EFFECT_FAILED', effect: 'giveBack', message: 'down', at },
  { type: 'EFFECT_FAILED', effect: 'followRefunds', message: 'down', at },
];

export type OrderPath = ReturnType<typeof allPaths>[number];

/** The shortest path to every situation that differs in what can happen next. */
export function allPaths() {
  return getShortestPaths(orderMachine, {
    input: { orderId },
    events,
    limit: 200_000,
    // Three refunds of an order say what a hundred would.
    stopWhen: ({ context }) => context.refunds.length > 3 || context.returns.length > 2,
    serializeState: ({ value, context: c }) =>
      JSON.stringify([
        value,
        c.refunds.map(({ state, kind, amount }) => [state, kind, amount.amount]),
        c.returns.map(({ state }) => state),
        c.followedUp,
        c.disputes.map(({ state }) => state),
        c.stalled?.reason,
        Math.min(c.lookUps, 1),
      ]),
  });
}

export const goodsOf = (path: OrderPath) => path.state.value.goods as OrderStage | 'reading';
export const moneyOf = (path: OrderPath) => path.state.value.money as string;
