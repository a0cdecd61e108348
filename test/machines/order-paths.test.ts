import { initialTransition, transition } from 'xstate';
import { ORDER_STAGES, type OrderAct, type OrderStage } from '../../domain/index.js';
import { orderMachine } from '../../machines/order.js';
import type { OrderEvent } from '../../machines/order-context.js';
import {
  FOLLOW_REFUND_MS,
  FOLLOW_UP_MS,
  promisedBack,
  RETURN_WINDOW_MS,
  returnRefusal,
} from '../../machines/order-rules.js';
import { orderView } from '../../machines/order-view.js';
import {
  allPaths,
  DAY_ONE,
  events,
  goodsOf,
  moneyOf,
  type OrderPath,
  orderId,
  placed,
} from './order-walk.js';

const paths = allPaths();
const read = paths.filter((path) => path.state.context.record !== undefined);
const types = (path: OrderPath) => path.steps.map(({ event }) => event.type as string);
const isOpen = ({ state }: { state: string }) => state === 'requested' || state === 'confirming';

test.each(Object.keys(ORDER_STAGES) as OrderStage[])('%s can be reached', (stage) => {
  expect(paths.some((path) => goodsOf(path) === stage)).toBe(true);
});

test.each(['idle', 'refunding', 'confirming', 'following', 'stalled'])('money can be %s', (state) => {
  expect(paths.some((path) => moneyOf(path) === state)).toBe(true);
});

test('on no path more is promised back than was paid', () => {
  expect(read.some((path) => path.state.context.refunds.length > 1)).toBe(true);
  for (const path of read)
    expect(promisedBack(path.state.context).amount).toBeLessThanOrEqual(placed.totals.total.amount);
});

test('what was shipped is never cancelled, and what was cancelled never shipped', () => {
  for (const path of read) {
    const { shippedAt } = path.state.context;
    if (goodsOf(path) === 'cancelled') expect(shippedAt).toBeUndefined();
    if (shippedAt === undefined) expect(['placed', 'packed', 'cancelled']).toContain(goodsOf(path));
  }
});

test('money that is to go back is being given back, asked after, or looked after by a person', () => {
  const waiting = read.filter((path) => path.state.context.refunds.some(isOpen));
  expect(waiting.length).toBeGreaterThan(10);
  for (const path of waiting)
    expect(['refunding', 'confirming', 'following', 'stalled']).toContain(moneyOf(path));
});

test('a cancelled order asks for everything back that was not given back before', () => {
  const cancelled = read.filter((path) => goodsOf(path) === 'cancelled');
  expect(cancelled.length).toBeGreaterThan(3);
  for (const path of cancelled) expect(promisedBack(path.state.context)).toEqual(placed.totals.total);
});

test('a refund whose outcome is unknown waits for a clock, and stalls only for a person', () => {
  for (const path of read) {
    const { moneyDeadline, stalled } = path.state.context;
    if (moneyOf(path) === 'confirming') expect(moneyDeadline).toBeDefined();
    expect(stalled !== undefined).toBe(moneyOf(path) === 'stalled');
  }
});

test('the view offers what the machine takes from a shopper, and nothing else', () => {
  const commands: Record<OrderAct, OrderEvent['type']> = {
    cancel: 'CANCEL_REQUESTED',
    change_address: 'ADDRESS_CHANGED',
    exchange: 'EXCHANGE_REQUESTED',
    return: 'RETURN_REQUESTED',
  };
  for (const path of read) {
    const view = orderView(goodsOf(path) as OrderStage, path.state.context, 1, DAY_ONE);
    const taken = (Object.keys(commands) as OrderAct[]).filter((act) =>
      events.some((event) => event.type === commands[act] && path.state.can(event)),
    );
    expect([goodsOf(path), [...view.acts].sort()]).toEqual([goodsOf(path), taken.sort()]);
  }
});

test('every thing that happened is written down once, in order', () => {
  for (const path of read) {
    const { entries } = path.state.context;
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, index) => index + 1));
  }
  expect(read.some((path) => types(path).includes('DISPUTED'))).toBe(true);
});

/** Steps the machine by hand. */
function walk(...types: (OrderEvent['type'] | OrderEvent)[]) {
  let [state] = initialTransition(orderMachine, { orderId });
  let effects: { type: string; params?: unknown }[] = [];
  for (const type of types) {
    const event = typeof type === 'string' ? events.find((known) => known.type === type) : type;
    const [next, actions] = transition(orderMachine, state, event as OrderEvent);
    state = next;
    effects = actions.map(({ type: name, params }) => ({ type: name, params }));
  }
  return { state, context: state.context, effects };
}
const delivered = ['ORDER_READ', 'SHIPPED', 'DELIVERED'] as const;

test('some days after delivery the shop asks once how it was, and closes after the return window', () => {
  expect(walk(...delivered).context.goodsDeadline).toBe(DAY_ONE + FOLLOW_UP_MS);
  const asked = { type: 'DEADLINE_PASSED', at: DAY_ONE + FOLLOW_UP_MS } as const;
  const { effects, context } = walk(...delivered, asked);
  expect(effects).toEqual([
    { type: 'tellConversation', params: { news: 'follow_up', ref: `order-follow_up-${orderId}` } },
  ]);
  expect(context.goodsDeadline).toBe(DAY_ONE + RETURN_WINDOW_MS);
  const closing = { type: 'DEADLINE_PASSED', at: DAY_ONE + RETURN_WINDOW_MS } as const;
  expect(walk(...delivered, asked, closing).state.value).toMatchObject({ goods: 'closed' });
});

test('a parcel on its way back keeps the order open, and its refund is the share of its lines', () => {
  const { context } = walk(...delivered, 'RETURN_REQUESTED');
  // Half of the goods and of their tax: 333 of tax on 4,000 of goods and 595 of shipping.
  expect(context.returns).toMatchObject([{ id: 'R-100042-1', refund: { amount: 2_145 } }]);
  expect(returnRefusal(context, [{ position: 0, quantity: 2 }], DAY_ONE)).toMatch(/more than was ordered/);
  const closing = { type: 'DEADLINE_PASSED', at: DAY_ONE + FOLLOW_UP_MS } as const;
  expect(walk(...delivered, 'RETURN_REQUESTED', closing).context.goodsDeadline).toBe(
    DAY_ONE + RETURN_WINDOW_MS,
  );
});

test('after the window nothing can be sent back', () => {
  const { context } = walk(...delivered);
  const wanted = [{ position: 0, quantity: 1 }];
  expect(returnRefusal(context, wanted, DAY_ONE + RETURN_WINDOW_MS)).toBeUndefined();
  expect(returnRefusal(context, wanted, DAY_ONE + RETURN_WINDOW_MS + 1)).toMatch(/within 30 days/);
});

describe('a refund that the provider has taken on', () => {
  const pending = { type: 'REFUND_ACCEPTED', state: 'pending', reference: 're_1', at: DAY_ONE } as const;
  const onItsWay = ['ORDER_READ', 'CANCEL_REQUESTED', pending] as const;
  const said = (state: 'pending' | 'done' | 'failed') =>
    ({ type: 'REFUNDS_FOLLOWED', states: { R1: state }, at: DAY_ONE }) as const;

  test('is looked after every day, and at any news, until it has arrived', () => {
    expect(walk(...onItsWay).context.moneyDeadline).toBe(DAY_ONE + FOLLOW_REFUND_MS);
    const look = [
      {
        type: 'followRefunds',
        params: { provider: 'stripe', paymentId: 'pi_1', refunds: [{ id: 'R1', reference: 're_1' }] },
      },
    ];
    const tomorrow = { type: 'DEADLINE_PASSED', at: DAY_ONE + FOLLOW_REFUND_MS } as const;
    expect(walk(...onItsWay, tomorrow).effects).toEqual(look);
    expect(walk(...onItsWay, 'PAYMENT_NEWS').effects).toEqual(look);
    expect(walk(...onItsWay, 'PAYMENT_NEWS', said('pending')).context.moneyDeadline).toBeDefined();
    const { context, state } = walk(...onItsWay, 'PAYMENT_NEWS', said('done'));
    expect([state.value.money, context.moneyDeadline, context.refunds[0]?.state]).toEqual([
      'idle',
      undefined,
      'done',
    ]);
    expect(context.entries.at(-1)?.what).toBe('refund_arrived');
  });

  test('needs a person once the bank sends it back, even after it had arrived, and is begun anew', () => {
    const back = walk(...onItsWay, 'PAYMENT_NEWS', said('done'), 'PAYMENT_NEWS', said('failed'));
    expect([back.state.value.money, back.context.stalled?.reason]).toEqual(['stalled', 'refund_refused']);
    const anew = walk(...onItsWay, 'PAYMENT_NEWS', said('failed'), 'RESUMED');
    expect(anew.effects[0]?.params).toMatchObject({ key: `${orderId}:refund:R1:2` });
  });

  test('that a person has settled by hand is not asked about again', () => {
    const settled = walk(...onItsWay, 'PAYMENT_NEWS', said('failed'), 'SETTLED_BY_HAND', 'PAYMENT_NEWS');
    expect([settled.state.value.money, settled.effects]).toEqual(['idle', []]);
  });
});

test('a refusal is tried again under another key only once a person says so', () => {
  const first = walk('ORDER_READ', 'REFUND_REQUESTED').effects[0]?.params;
  expect(first).toMatchObject({ key: `${orderId}:refund:R1:1` });
  expect(walk('ORDER_READ', 'REFUND_REQUESTED', 'REFUND_UNKNOWN', 'PAYMENT_NEWS').effects[0]?.params).toEqual(
    first,
  );
  expect(
    walk('ORDER_READ', 'REFUND_REQUESTED', 'REFUND_REFUSED', 'RESUMED').effects[0]?.params,
  ).toMatchObject({
    key: `${orderId}:refund:R1:2`,
  });
});

test('money that is only set aside is let go when the order is cancelled', () => {
  const { effects } = walk('ORDER_READ', 'CANCEL_REQUESTED');
  expect(effects.map(({ type }) => type)).toEqual(['restock', 'giveBack']);
  expect(effects[1]?.params).toMatchObject({ whole: true, amount: placed.totals.total });
});
