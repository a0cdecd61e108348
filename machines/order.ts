import { assertEvent, assign, setup } from 'xstate';
import type { OrderId, OrderStage } from '../domain/index.js';
import { MOST_LOOK_UPS } from './checkout-rules.js';
import { effect } from './effects.js';
import type { OrderContext, OrderEffects, OrderEvent } from './order-context.js';
import * as notes from './order-notes.js';
import * as rules from './order-rules.js';

const shop = setup({
  types: {
    context: {} as OrderContext,
    events: {} as OrderEvent,
    input: {} as { orderId: OrderId },
  },
  actions: {
    readOrder: effect<OrderEffects['readOrder']>(),
    restock: effect<OrderEffects['restock']>(),
    exchangeVariant: effect<OrderEffects['exchangeVariant']>(),
    giveBack: effect<OrderEffects['giveBack']>(),
    followRefunds: effect<OrderEffects['followRefunds']>(),
    tellConversation: effect<OrderEffects['tellConversation']>(),

    takeUp: assign(notes.takeUp),
    notePacked: assign(notes.notePacked),
    noteShipped: assign(notes.noteShipped),
    noteDelivered: assign(notes.noteDelivered),
    waitForDay: assign({ goodsDeadline: ({ context }) => rules.nextGoodsDeadline(context) }),
    waitForNoDay: assign({ goodsDeadline: undefined }),
    noteFollowedUp: assign(notes.noteFollowedUp),
    noteClosed: assign(notes.noteClosed),
    noteCancelled: assign(notes.noteCancelled),
    noteAddress: assign(notes.noteAddress),
    beginExchange: assign(notes.beginExchange),
    noteExchanged: assign(notes.noteExchanged),
    noteRefusal: assign(notes.noteRefusal),
    noteReturn: assign(notes.noteReturn),
    noteReceipt: assign(notes.noteReceipt),
    noteGoodwill: assign(notes.noteGoodwill),
    noteDispute: assign(notes.noteDispute),
    noteAccepted: assign(notes.noteAccepted),
    noteConfirming: assign(notes.noteConfirming),
    noteRefused: assign(notes.noteRefused),
    noteSilence: assign(notes.noteSilence),
    noteFollowed: assign(notes.noteFollowed),
    followLater: assign(notes.followLater),
    noteResumed: assign(notes.noteResumed),
    forgetStall: assign({ stalled: undefined, lookUps: 0 }),
    noteSettledByHand: assign(notes.noteSettledByHand),
  },
  guards: {
    wasAt: ({ context }, stage: OrderStage) => context.record?.order.stage === stage,
    mayGoThere: ({ context, event }) => {
      assertEvent(event, 'ADDRESS_CHANGED');
      return rules.addressRefusal(context, event.address) === undefined;
    },
    mayBeSwapped: ({ context, event }) => {
      assertEvent(event, 'EXCHANGE_REQUESTED');
      return rules.exchangeRefusal(context, event) === undefined;
    },
    mayBeSentBack: ({ context, event }) => {
      assertEvent(event, 'RETURN_REQUESTED');
      return rules.returnRefusal(context, event.lines, event.at) === undefined;
    },
    isExpectedBack: ({ context, event }) => {
      assertEvent(event, 'RETURN_RECEIVED');
      return context.returns.some(({ id, state }) => id === event.returnId && state === 'labelled');
    },
    mayBeGivenBack: ({ context, event }) => {
      assertEvent(event, 'REFUND_REQUESTED');
      return context.record !== undefined && rules.refundRefusal(context, event.amount) === undefined;
    },
    disputeIsNews: ({ context, event }) => {
      assertEvent(event, 'DISPUTED');
      if (!context.record) return false;
      const known = context.disputes.find(({ id }) => id === event.dispute.id);
      // A bank's word is final: a late "opened" does not open it again.
      return !known || (known.state === 'opened' && event.dispute.state !== 'opened');
    },
    isDayToAsk: ({ context, event }) =>
      !context.followedUp && event.at >= (context.goodsDeadline ?? Infinity),
    isDayToClose: ({ context, event }) => event.at >= (context.goodsDeadline ?? Infinity),
    refundIsWaiting: ({ context }) => {
      const state = rules.openRefund(context)?.state;
      return state === 'requested' || state === 'confirming';
    },
    refundIsRefused: ({ context }) => rules.openRefund(context)?.state === 'refused',
    isTimeToAsk: ({ context, event }) => event.at >= (context.moneyDeadline ?? Infinity),
    askedOftenEnough: ({ context, event }) =>
      context.lookUps >= MOST_LOOK_UPS && event.at >= (context.moneyDeadline ?? Infinity),
    thereAreRefunds: ({ context }) => rules.refundsToFollow(context).length > 0,
    isTimeToFollow: ({ context, event }) =>
      rules.isMoneyOnItsWay(context) && event.at >= (context.moneyDeadline ?? Infinity),
    isAboutFollowing: ({ event }) => event.type === 'EFFECT_FAILED' && event.effect === 'followRefunds',
    isAboutMoney: ({ event }) => event.type === 'EFFECT_FAILED' && event.effect === 'giveBack',
    outcomeIsUnknown: ({ context }) => context.stalled?.reason === 'refund_outcome_unknown',
  },
});

const beforeShipment = {
  SHIPPED: {
    target: 'shipped',
    actions: [
      'noteShipped',
      {
        type: 'tellConversation',
        params: ({ context }: { context: OrderContext }) => news(context, 'shipped'),
      },
    ],
  },
  CANCEL_REQUESTED: {
    target: 'cancelled',
    actions: [
      'noteCancelled',
      {
        type: 'restock',
        params: ({ context }: { context: OrderContext }) => ({
          orderId: context.orderId,
          key: `${context.orderId}:cancelled`,
          lines: context.lines.map(({ sku, quantity }) => ({ sku, quantity })),
        }),
      },
    ],
  },
  ADDRESS_CHANGED: { guard: 'mayGoThere', actions: 'noteAddress' },
  EXCHANGE_REQUESTED: {
    guard: 'mayBeSwapped',
    actions: [
      'beginExchange',
      {
        type: 'exchangeVariant',
        params: ({ context, event }: { context: OrderContext; event: OrderEvent }) =>
          exchange(context, event),
      },
    ],
  },
  EXCHANGED: { actions: 'noteExchanged' },
  EXCHANGE_REFUSED: { actions: 'noteRefusal' },
  EFFECT_FAILED: {
    guard: ({ event }: { event: OrderEvent }) =>
      event.type === 'EFFECT_FAILED' && event.effect === 'exchangeVariant',
    actions: 'noteRefusal',
  },
} as const;

const returnReceived = {
  RETURN_RECEIVED: {
    guard: 'isExpectedBack',
    actions: [
      'noteReceipt',
      {
        type: 'restock',
        params: ({ context, event }: { context: OrderContext; event: OrderEvent }) =>
          received(context, event),
      },
      'waitForDay',
    ],
  },
} as const;

/**
 * The rules of an order after it was paid. Two things go on side by side: the goods travel, and money may go
 * back, one refund at a time, whatever the goods do.
 */
export const orderMachine = shop.createMachine({
  id: 'order',
  type: 'parallel',
  context: ({ input }) => ({
    orderId: input.orderId,
    lines: [],
    followedUp: false,
    refunds: [],
    returns: [],
    disputes: [],
    exchanges: 0,
    lookUps: 0,
    entries: [],
  }),
  states: {
    goods: {
      initial: 'reading',
      states: {
        reading: {
          entry: { type: 'readOrder', params: ({ context: { orderId } }) => ({ orderId }) },
          on: { ORDER_READ: { target: 'sorting', actions: 'takeUp' } },
        },
        sorting: {
          always: [
            { guard: { type: 'wasAt', params: 'packed' }, target: 'packed' },
            { guard: { type: 'wasAt', params: 'shipped' }, target: 'shipped' },
            { guard: { type: 'wasAt', params: 'delivered' }, target: 'delivered' },
            { guard: { type: 'wasAt', params: 'closed' }, target: 'closed' },
            { guard: { type: 'wasAt', params: 'cancelled' }, target: 'cancelled' },
            'placed',
          ],
        },
        placed: { on: { PACKED: { target: 'packed', actions: 'notePacked' }, ...beforeShipment } },
        packed: { on: beforeShipment },
        shipped: { on: { DELIVERED: { target: 'delivered', actions: 'noteDelivered' } } },
        delivered: {
          entry: 'waitForDay',
          on: {
            RETURN_REQUESTED: { guard: 'mayBeSentBack', actions: ['noteReturn', 'waitForDay'] },
            ...returnReceived,
            DEADLINE_PASSED: [
              {
                guard: 'isDayToAsk',
                actions: [
                  'noteFollowedUp',
                  { type: 'tellConversation', params: ({ context }) => news(context, 'follow_up') },
                  'waitForDay',
                ],
              },
              { guard: 'isDayToClose', target: 'closed', actions: 'noteClosed' },
            ],
          },
        },
        closed: { entry: 'waitForNoDay' },
        cancelled: { entry: 'waitForNoDay' },
      },
      on: { DISPUTED: { guard: 'disputeIsNews', actions: 'noteDispute' } },
    },

    money: {
      initial: 'idle',
      states: {
        idle: {
          always: [
            { guard: 'refundIsWaiting', target: 'refunding' },
            { guard: 'refundIsRefused', target: 'stalled' },
          ],
          on: {
            PAYMENT_NEWS: { guard: 'thereAreRefunds', target: 'following' },
            DEADLINE_PASSED: { guard: 'isTimeToFollow', target: 'following' },
          },
        },
        following: {
          entry: { type: 'followRefunds', params: ({ context }) => follow(context) },
          on: {
            REFUNDS_FOLLOWED: { target: 'idle', actions: 'noteFollowed' },
            EFFECT_FAILED: { guard: 'isAboutFollowing', target: 'idle', actions: 'followLater' },
          },
        },
        refunding: {
          entry: { type: 'giveBack', params: ({ context }) => giveBack(context) },
          on: {
            REFUND_ACCEPTED: {
              target: 'idle',
              actions: [
                'noteAccepted',
                { type: 'tellConversation', params: ({ context }) => news(context, 'refunded') },
              ],
            },
            REFUND_UNKNOWN: { target: 'confirming', actions: 'noteConfirming' },
            REFUND_REFUSED: { target: 'stalled', actions: 'noteRefused' },
            EFFECT_FAILED: { guard: 'isAboutMoney', target: 'confirming', actions: 'noteConfirming' },
          },
        },
        confirming: {
          on: {
            PAYMENT_NEWS: 'refunding',
            DEADLINE_PASSED: [
              { guard: 'askedOftenEnough', target: 'stalled', actions: 'noteSilence' },
              { guard: 'isTimeToAsk', target: 'refunding' },
            ],
          },
        },
        stalled: {
          on: {
            RESUMED: { target: 'refunding', actions: 'noteResumed' },
            SETTLED_BY_HAND: { target: 'idle', actions: 'noteSettledByHand' },
            // News from the provider may answer the question by itself.
            PAYMENT_NEWS: { guard: 'outcomeIsUnknown', target: 'refunding', actions: 'forgetStall' },
          },
        },
      },
      on: {
        REFUND_REQUESTED: { guard: 'mayBeGivenBack', actions: 'noteGoodwill' },
      },
    },
  },
});

/** Named by the entry that it is about, so that it is told once. */
function news(
  { orderId, entries, record }: OrderContext,
  what: OrderEffects['tellConversation']['news'],
): OrderEffects['tellConversation'] {
  // The question how it was is asked once in the life of an order.
  const which = what === 'follow_up' ? '' : `-${(record?.lastEntry ?? 0) + entries.length}`;
  return { news: what, ref: `order-${what}-${orderId}${which}` };
}

function exchange(context: OrderContext, event: OrderEvent): OrderEffects['exchangeVariant'] {
  assertEvent(event, 'EXCHANGE_REQUESTED');
  const { orderId, entries, record } = context;
  const key = `${orderId}:exchange:${(record?.lastEntry ?? 0) + entries.length}:${context.exchanges}`;
  return { orderId, key, position: event.position, sku: event.sku };
}

/** What a parcel brought back. */
function received({ orderId, lines, returns }: OrderContext, event: OrderEvent): OrderEffects['restock'] {
  assertEvent(event, 'RETURN_RECEIVED');
  const back = returns.find(({ id }) => id === event.returnId);
  const units = (back?.lines ?? []).flatMap(({ position, quantity }) => {
    const line = lines.find((candidate) => candidate.position === position);
    return line ? [{ sku: line.sku, quantity }] : [];
  });
  return { orderId, key: `${orderId}:return:${event.returnId}`, lines: units };
}

function follow(context: OrderContext): OrderEffects['followRefunds'] {
  return { ...rules.recordOf(context).payment, refunds: rules.refundsToFollow(context) };
}

/** The key names order, refund and try: asked again, it is the same refund to the provider. */
function giveBack(context: OrderContext): OrderEffects['giveBack'] {
  const { order, payment } = rules.recordOf(context);
  const refund = rules.openRefund(context);
  if (!refund) throw new Error('an order gives money back in this state');
  const key = `${order.id}:refund:${refund.id}:${refund.tries}`;
  const whole = refund.kind === 'cancellation';
  return { checkoutId: order.checkoutId, ...payment, amount: refund.amount, key, whole };
}
