import {
  CHECKOUT_STATES,
  type CheckoutAct,
  type CheckoutState,
  FINAL_CHECKOUT_STATES,
} from '../../domain/index.js';
import type { CheckoutEvent } from '../../machines/checkout-context.js';
import { MOST_LOOK_UPS } from '../../machines/checkout-rules.js';
import { checkoutView } from '../../machines/checkout-view.js';
import { address, allPaths, type CheckoutPath, events, stateOf, total } from './checkout-walk.js';

const paths = allPaths();
const eventTypes = (path: CheckoutPath) => path.steps.map(({ event }) => event.type as string);

/** Events that only the effects of a state, or a clock, can bring about. */
const OUTSIDE: CheckoutEvent['type'][] = [
  'ADDRESS_GIVEN',
  'SHIPPING_CHOSEN',
  'PAY_REQUESTED',
  'CHANGES_ACCEPTED',
  'CANCEL_REQUESTED',
  'RESUMED',
  'CANCELLED_BY_STAFF',
];

test.each(Object.keys(CHECKOUT_STATES) as CheckoutState[])('%s can be reached', (state) => {
  expect(paths.some((path) => stateOf(path) === state)).toBe(true);
});

test('from every situation something leads on, until the checkout is over', () => {
  const stuck = paths.filter(
    (path) =>
      !FINAL_CHECKOUT_STATES.includes(stateOf(path)) && !events.some((event) => path.state.can(event)),
  );
  expect(stuck.map((path) => [stateOf(path), eventTypes(path)])).toEqual([]);
});

test('a state that waits for a clock knows what to do when it strikes', () => {
  const waiting = paths.filter((path) => path.state.context.deadline !== undefined && restsForPeople(path));
  expect(waiting.length).toBeGreaterThan(3);
  for (const path of waiting)
    expect([stateOf(path), path.state.can({ type: 'DEADLINE_PASSED', at: 2_000 })]).toEqual([
      stateOf(path),
      true,
    ]);
});

test('whatever waits for a person waits for a clock too, but for a stalled checkout', () => {
  const forever = paths.filter((path) => restsForPeople(path) && path.state.context.deadline === undefined);
  expect(new Set(forever.map(stateOf))).toEqual(new Set(['stalled']));
});

test('no order is written before the money is authorised, and none captured before the order is written', () => {
  for (const path of paths) {
    const types = eventTypes(path);
    const { orderId } = path.state.context;
    if (orderId) expect(types).toContain('PAYMENT_AUTHORISED');
    if (stateOf(path) === 'capturing' || stateOf(path) === 'completed') expect(orderId).toBeDefined();
    if (stateOf(path) === 'writingOrder') expect(types).toContain('PAYMENT_AUTHORISED');
  }
});

test('a checkout that has an order can only be completed', () => {
  const ordered = paths.filter((path) => path.state.context.orderId !== undefined);
  expect(ordered.length).toBeGreaterThan(0);
  expect(new Set(ordered.map(stateOf))).toEqual(new Set(['capturing', 'stalled', 'completed']));
});

test('nobody can pay again while the outcome of a payment is open', () => {
  const open = paths.filter((path) =>
    ['confirmingPayment', 'confirmingOutcome', 'writingOrder', 'capturing'].includes(stateOf(path)),
  );
  const pay = events.find(({ type }) => type === 'PAY_REQUESTED') as CheckoutEvent;
  expect(open.length).toBeGreaterThan(3);
  for (const path of open) expect(path.state.can(pay)).toBe(false);
});

test('a total that is not the one the shopper saw is not charged', () => {
  const ready = paths.find((path) => stateOf(path) === 'awaitingPayment');
  const pay = { type: 'PAY_REQUESTED', paymentMethod: 'pm_card_visa' as never, at: 2_000 } as const;
  expect(ready?.state.can({ ...pay, quotedTotal: total })).toBe(true);
  expect(ready?.state.can({ ...pay, quotedTotal: { ...total, amount: total.amount - 1 } })).toBe(false);
  expect(ready?.state.can({ ...pay, quotedTotal: { ...total, currency: 'EUR' } })).toBe(false);
});

test('the view offers what the machine takes from a shopper, and nothing else', () => {
  const commands: Record<CheckoutAct, CheckoutEvent> = {
    set_address: { type: 'ADDRESS_GIVEN', address, at: 2_000 },
    choose_shipping: { type: 'SHIPPING_CHOSEN', optionId: 'standard', at: 2_000 },
    choose_payment: { type: 'PAYMENT_OPTION_CHOSEN', optionId: 'card', at: 2_000 },
    pay: { type: 'PAY_REQUESTED', paymentMethod: 'pm_card_visa' as never, quotedTotal: total, at: 2_000 },
    accept_changes: { type: 'CHANGES_ACCEPTED', at: 2_000 },
    cancel: { type: 'CANCEL_REQUESTED', at: 2_000 },
  };
  for (const path of paths) {
    const { context } = path.state;
    const view = checkoutView(stateOf(path), context, 1);
    const taken = (Object.keys(commands) as CheckoutAct[]).filter((act) => {
      const command = act === 'pay' ? { ...commands.pay, quotedTotal: context.totals.total } : commands[act];
      return path.state.can(command as CheckoutEvent);
    });
    expect([stateOf(path), [...view.acts].sort()]).toEqual([stateOf(path), taken.sort()]);
  }
});

test('asking a silent provider ends with a person, not in an endless loop', () => {
  const asked = paths.filter(
    (path) => stateOf(path) === 'stalled' && path.state.context.stalled?.reason === 'payment_outcome_unknown',
  );
  expect(asked.length).toBeGreaterThan(0);
  for (const path of asked) expect(path.state.context.lookUps).toBe(MOST_LOOK_UPS);
});

/** At rest: nothing but a person, the provider's news or the clock can move it. */
function restsForPeople(path: CheckoutPath): boolean {
  return OUTSIDE.some((type) => events.some((event) => event.type === type && path.state.can(event)));
}
