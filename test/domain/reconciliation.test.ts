import {
  type CheckoutFacts,
  type CheckoutId,
  compareCheckout,
  money,
  type PaymentFacts,
  strayPayment,
} from '../../domain/index.js';

const NOW = 1_000_000_000;
const GRACE = 60_000;
const LONG_AGO = NOW - 10 * GRACE;
const JUST_NOW = NOW - GRACE / 2;
const checkoutId = '3b241101-e2bb-4255-8caf-4136c566a962' as CheckoutId;

const payment = (status: string, more: Partial<PaymentFacts> = {}): PaymentFacts => ({
  ...{ provider: 'stripe', id: 'pi_1', status, amount: money(4_990, 'USD'), refunded: 0, madeAt: LONG_AGO },
  ...more,
});
const order = (state: 'authorised' | 'paid' | 'refunded', amount = 4_990) => ({
  ...{ id: 'o1', state, total: money(amount, 'USD'), paymentId: 'pi_1', placedAt: LONG_AGO },
});
const hold = (state: 'held' | 'released' | 'consumed', expiresAt = NOW + GRACE) => ({ state, expiresAt });

/** A checkout that is paid and over, changed in what a case is about. */
function facts(more: Partial<CheckoutFacts> = {}): CheckoutFacts {
  return {
    checkoutId,
    projection: { state: 'completed', updatedAt: LONG_AGO },
    workflow: 'ended',
    order: order('paid'),
    payments: [payment('captured')],
    holds: [hold('consumed')],
    ...more,
  };
}
const cancelled = {
  projection: { state: 'cancelled' as const, updatedAt: LONG_AGO },
  order: undefined,
  holds: [hold('released')],
} satisfies Partial<CheckoutFacts>;
const waiting = (state: 'awaitingAuthentication' | 'awaitingPayment') => ({
  ...{ projection: { state, updatedAt: LONG_AGO }, order: undefined, holds: [hold('held')] },
  workflow: 'running' as const,
});

const kinds = (of: CheckoutFacts) =>
  compareCheckout(of, NOW, GRACE).map(({ kind, repair }) => [kind, repair?.kind]);

test.each<[string, Partial<CheckoutFacts>]>([
  ['paid and over', {}],
  ['refunded', { order: order('refunded'), payments: [payment('captured', { refunded: 4_990 })] }],
  ['cancelled, its payment voided', { ...cancelled, payments: [payment('voided')] }],
  [
    'cancelled, what was taken given back',
    { ...cancelled, payments: [payment('captured', { refunded: 4_990 })] },
  ],
  ['waiting for the shopper', { ...waiting('awaitingPayment'), payments: [payment('awaiting_method')] }],
  ['waiting for the bank', { ...waiting('awaitingAuthentication'), payments: [payment('action_required')] }],
  [
    'only just over',
    {
      ...cancelled,
      projection: { state: 'cancelled', updatedAt: JUST_NOW },
      payments: [payment('authorised')],
    },
  ],
  ['paid with a payment that nobody was asked about', { payments: [payment('unlisted')] }],
])('a checkout is in order when it is %s', (_, more) => {
  expect(kinds(facts(more))).toEqual([]);
});

test.each<[Partial<CheckoutFacts>, (string | undefined)[][]]>([
  [{ ...cancelled, payments: [payment('captured')] }, [['charge_without_order', undefined]]],
  [{ ...cancelled, payments: [payment('captured', { refunded: 1 })] }, [['charge_without_order', undefined]]],
  [{ ...cancelled, payments: [payment('authorised')] }, [['authorisation_left_open', 'void_payment']]],
  [{ payments: [payment('voided')] }, [['order_without_charge', undefined]]],
  [{ payments: [] }, [['order_without_charge', undefined]]],
  [{ order: order('authorised') }, [['order_not_marked_paid', 'mark_paid']]],
  [{ order: order('authorised'), payments: [payment('authorised')] }, [['order_not_captured', undefined]]],
  [{ order: order('paid', 4_991) }, [['amount_mismatch', undefined]]],
  [{ order: order('authorised', 4_991) }, [['amount_mismatch', undefined]]],
  [
    { ...waiting('awaitingAuthentication'), payments: [payment('authorised')] },
    [['news_not_heard', 'tell_checkout']],
  ],
  [{ holds: [hold('held', LONG_AGO)] }, [['hold_past_deadline', 'release_hold']]],
  [{ holds: [hold('held')] }, [['hold_of_ended_checkout', 'release_hold']]],
  [{ ...cancelled, payments: [], holds: [hold('consumed')] }, [['hold_without_order', undefined]]],
  [
    { ...waiting('awaitingPayment'), payments: [], workflow: 'absent' },
    [['projection_without_workflow', undefined]],
  ],
])('%j is %j', (more, found) => {
  expect(kinds(facts(more))).toEqual(found);
});

test('money that no checkout asked for is told of once it is old enough, and only if it is money', () => {
  const found = (of: PaymentFacts) => strayPayment(of, NOW, GRACE)?.kind;
  expect(found(payment('captured'))).toBe('charge_without_order');
  expect(found(payment('authorised'))).toBe('charge_without_order');
  expect(found(payment('captured', { madeAt: JUST_NOW }))).toBeUndefined();
  expect(found(payment('captured', { refunded: 4_990 }))).toBeUndefined();
  expect(found(payment('voided'))).toBeUndefined();
});
