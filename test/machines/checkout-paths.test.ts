import { transition } from 'xstate';
import {
  CHECKOUT_STATES,
  type CheckoutAct,
  type CheckoutState,
  FINAL_CHECKOUT_STATES,
  StaffAct,
  StalledReason,
} from '../../domain/index.js';
import { checkoutMachine } from '../../machines/checkout.js';
import type { CheckoutEvent } from '../../machines/checkout-context.js';
import { MOST_LOOK_UPS } from '../../machines/checkout-rules.js';
import { checkoutView } from '../../machines/checkout-view.js';
import { address, allPaths, type CheckoutPath, events, promotion, stateOf, total } from './checkout-walk.js';

const paths = allPaths();
const eventTypes = (path: CheckoutPath) => path.steps.map(({ event }) => event.type as string);

/** Events that only the effects of a state, or a clock, can bring about. */
const OUTSIDE: CheckoutEvent['type'][] = [
  'ADDRESS_GIVEN',
  'SHIPPING_CHOSEN',
  'CODE_GIVEN',
  'CODE_REMOVED',
  'GIFT_MESSAGE_GIVEN',
  'PAY_REQUESTED',
  'CHANGES_ACCEPTED',
  'CANCEL_REQUESTED',
  'RESUMED',
  'PAYMENT_RETRIED',
  'LINE_DROPPED',
  'LINE_SUBSTITUTED',
  'REFUNDED_BY_STAFF',
  'SETTLED_BY_HAND',
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

test('whatever waits for a person waits for a clock too', () => {
  const forever = paths.filter((path) => restsForPeople(path) && path.state.context.deadline === undefined);
  expect(forever.map(stateOf)).toEqual([]);
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

test('a checkout that has an order is completed, or its order is revoked', () => {
  const ordered = paths.filter((path) => path.state.context.orderId !== undefined);
  expect(ordered.length).toBeGreaterThan(0);
  expect(new Set(ordered.map(stateOf))).toEqual(
    new Set(['capturing', 'stalled', 'refunding', 'cancelled', 'completed']),
  );
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

test('nothing is paid before its tax is known', () => {
  const ready = paths.filter((path) => path.state.context.payment !== undefined);
  expect(ready.length).toBeGreaterThan(10);
  for (const path of ready) {
    if (['replacingPayment', 'stalled', 'cancelling', 'expiring'].includes(stateOf(path))) continue;
    if (FINAL_CHECKOUT_STATES.includes(stateOf(path))) continue;
    expect([stateOf(path), path.state.context.tax]).toEqual([stateOf(path), expect.anything()]);
  }
});

test('the view offers what the machine takes from a shopper, and nothing else', () => {
  const commands: Record<CheckoutAct, CheckoutEvent> = {
    set_address: { type: 'ADDRESS_GIVEN', address, at: 2_000 },
    choose_shipping: { type: 'SHIPPING_CHOSEN', optionId: 'standard', at: 2_000 },
    apply_code: { type: 'CODE_GIVEN', code: promotion.code, at: 2_000 },
    remove_code: { type: 'CODE_REMOVED', at: 2_000 },
    set_gift_message: { type: 'GIFT_MESSAGE_GIVEN', message: 'For you', at: 2_000 },
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
    (path) =>
      stateOf(path) === 'stalled' &&
      path.state.context.stalled?.reason === 'payment_outcome_unknown' &&
      !eventTypes(path).includes('PAYMENT_PROCESSING'),
  );
  expect(asked.length).toBeGreaterThan(0);
  const looks = (path: CheckoutPath) =>
    eventTypes(path).filter((type) => type === 'DEADLINE_PASSED' || type === 'PAYMENT_NEWS').length;
  for (const path of asked) expect(looks(path)).toBeGreaterThanOrEqual(MOST_LOOK_UPS);
});

/** At rest: nothing but a person, the provider's news or the clock can move it. */
function restsForPeople(path: CheckoutPath): boolean {
  return OUTSIDE.some((type) => events.some((event) => event.type === type && path.state.can(event)));
}

test('the view offers staff what the machine takes from them, and nothing else', () => {
  const stalled = paths.filter((path) => stateOf(path) === 'stalled');
  expect(stalled.length).toBeGreaterThan(5);
  for (const path of stalled) {
    const { context } = path.state;
    const sku = context.lines[0]?.sku ?? ('none' as never);
    const asked: Record<StaffAct, CheckoutEvent> = {
      resume: { type: 'RESUMED', at: 2_000 },
      retry_payment: { type: 'PAYMENT_RETRIED', at: 2_000 },
      drop_item: { type: 'LINE_DROPPED', sku, at: 2_000 },
      substitute_item: { type: 'LINE_SUBSTITUTED', sku, withSku: 'B' as never, at: 2_000 },
      refund: { type: 'REFUNDED_BY_STAFF', at: 2_000 },
      settled_by_hand: { type: 'SETTLED_BY_HAND', at: 2_000 },
      cancel: { type: 'CANCELLED_BY_STAFF', at: 2_000 },
    };
    const taken = StaffAct.options.filter((act) => path.state.can(asked[act]));
    expect([eventTypes(path), checkoutView('stalled', context, 1).stalled?.acts]).toEqual([
      eventTypes(path),
      taken,
    ]);
  }
});

test.each(StalledReason.options)('%s: a person can resume it, and money is never left hanging', (reason) => {
  const stalled = paths.filter(
    (path) => stateOf(path) === 'stalled' && path.state.context.stalled?.reason === reason,
  );
  expect(stalled.length).toBeGreaterThan(0);
  for (const path of stalled) {
    expect(path.state.can({ type: 'RESUMED', at: 2_000 })).toBe(true);
    const out: CheckoutEvent = path.state.context.orderId
      ? { type: 'REFUNDED_BY_STAFF', at: 2_000 }
      : { type: 'CANCELLED_BY_STAFF', at: 2_000 };
    expect(path.state.can(out)).toBe(true);
  }
});

test('a stalled checkout is resumed by itself now and then, and in the end by a person alone', () => {
  const stalled = paths.find((path) => path.state.context.stalled?.resumeAt === 'checkingCart');
  let snapshot = stalled?.state;
  let tries = 0;
  while (snapshot?.can({ type: 'DEADLINE_PASSED', at: 2_000 }) && snapshot.context.deadline !== undefined) {
    const retried = transition(checkoutMachine, snapshot, { type: 'DEADLINE_PASSED', at: 2_000 })[0];
    expect(retried.value).toBe('checkingCart');
    const failed = { type: 'EFFECT_FAILED', effect: 'readLines', message: 'down', at: 3_000 } as const;
    snapshot = transition(checkoutMachine, retried, failed)[0];
    tries += 1;
    expect(checkoutView('stalled', snapshot.context, 1).stalled?.triedAgain).toBe(tries);
  }
  expect(tries).toBeGreaterThan(3);
  expect(snapshot?.value).toBe('stalled');
  expect(snapshot?.can({ type: 'RESUMED', at: 2_000 })).toBe(true);
});

test('a payment that never settles ends with a person', () => {
  let snapshot = paths.find((path) => stateOf(path) === 'awaitingSettlement')?.state;
  for (let looks = 0; looks < 20 && snapshot?.value === 'awaitingSettlement'; looks += 1) {
    snapshot = transition(checkoutMachine, snapshot, { type: 'DEADLINE_PASSED', at: 2_000 })[0];
    if (snapshot.value === 'confirmingOutcome')
      snapshot = transition(checkoutMachine, snapshot, { type: 'PAYMENT_PROCESSING', at: 2_000 })[0];
  }
  expect(snapshot?.context.stalled?.reason).toBe('payment_outcome_unknown');
});
