import { assertEvent, assign, setup } from 'xstate';
import { money, type OrderId, type OrderStage } from '../domain/index.js';
import { lookUpPause, MOST_LOOK_UPS } from './checkout-rules.js';
import { effect } from './effects.js';
import type { OrderContext, OrderEffects, OrderEvent } from './order-context.js';
import * as rules from './order-rules.js';

const { happened } = rules;

/** Changes the refund whose turn it is. */
function withOpenRefund(context: OrderContext, change: Partial<OrderContext['refunds'][number]>) {
  const open = rules.openRefund(context);
  return context.refunds.map((refund) => (refund === open ? { ...refund, ...change } : refund));
}

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
    tellConversation: effect<OrderEffects['tellConversation']>(),

    takeUp: assign(({ context, event }) => {
      assertEvent(event, 'ORDER_READ');
      const { record } = event;
      const { order } = record;
      const known = {
        record,
        address: order.address,
        lines: order.lines,
        tracking: order.tracking,
        shippedAt: order.shippedAt ? Date.parse(order.shippedAt) : undefined,
        deliveredAt: order.deliveredAt ? Date.parse(order.deliveredAt) : undefined,
        followedUp: order.stage === 'closed',
        refunds: order.refunds.map((refund) => ({ ...refund, tries: 1 })),
        returns: order.returns,
        disputes: order.disputes,
        stalled:
          order.stalled?.reason === 'refund_refused'
            ? { ...order.stalled, since: Date.parse(order.stalled.since) }
            : undefined,
      };
      if (record.lastEntry > 0) return known;
      const placed = happened({ ...context, ...known }, Date.parse(order.placedAt), 'placed', 'shopper');
      return { ...known, entries: placed };
    }),
    forgetRefusal: assign({ refusal: undefined }),
    notePacked: assign(({ context, event }) => {
      assertEvent(event, 'PACKED');
      return { entries: happened(context, event.at, 'packed', event.by) };
    }),
    noteShipped: assign(({ context, event }) => {
      assertEvent(event, 'SHIPPED');
      const { at, by, tracking } = event;
      return { tracking, shippedAt: at, entries: happened(context, at, 'shipped', by, tracking) };
    }),
    noteDelivered: assign(({ context, event }) => {
      assertEvent(event, 'DELIVERED');
      return { deliveredAt: event.at, entries: happened(context, event.at, 'delivered', event.by) };
    }),
    waitForDay: assign({ goodsDeadline: ({ context }) => rules.nextGoodsDeadline(context) }),
    waitForNoDay: assign({ goodsDeadline: undefined }),
    noteFollowedUp: assign(({ context, event }) => ({
      followedUp: true,
      entries: happened(context, event.at, 'followed_up', 'shop'),
    })),
    noteClosed: assign(({ context, event }) => {
      const lost = context.returns.filter(({ state }) => state === 'labelled');
      const given = lost.reduce(
        (entries, { id }) =>
          happened({ ...context, entries }, event.at, 'return_expired', 'shop', { returnId: id }),
        context.entries,
      );
      return {
        returns: context.returns.map((back) => (lost.includes(back) ? { ...back, state: 'expired' } : back)),
        entries: happened({ ...context, entries: given }, event.at, 'closed', 'shop'),
      };
    }),
    noteCancelled: assign(({ context, event }) => {
      assertEvent(event, 'CANCEL_REQUESTED');
      const amount = rules.leftToRefund(context);
      const reason = 'cancelled before shipment';
      const refund = rules.newRefund(context, event.at, { kind: 'cancellation', amount, reason });
      return {
        refunds: amount.amount > 0 ? [...context.refunds, refund] : context.refunds,
        entries: happened(context, event.at, 'cancelled', event.by),
      };
    }),
    noteAddress: assign(({ context, event }) => {
      assertEvent(event, 'ADDRESS_CHANGED');
      return { address: event.address, entries: happened(context, event.at, 'address_changed', event.by) };
    }),
    beginExchange: assign(({ context }) => ({ exchanges: context.exchanges + 1, refusal: undefined })),
    noteExchanged: assign(({ context, event }) => {
      assertEvent(event, 'EXCHANGED');
      const { position, line } = event;
      const before = context.lines.find((candidate) => candidate.position === position);
      return {
        lines: context.lines.map((old) => (old.position === position ? { ...old, ...line } : old)),
        entries: happened(context, event.at, 'exchanged', 'shopper', {
          position,
          from: before?.sku,
          to: line.sku,
        }),
      };
    }),
    noteRefusal: assign(({ event }) => {
      assertEvent(event, ['EXCHANGE_REFUSED', 'EFFECT_FAILED']);
      return {
        refusal:
          event.type === 'EXCHANGE_REFUSED'
            ? event.message
            : 'That did not work just now; nothing was changed. Please try again.',
      };
    }),
    noteReturn: assign(({ context, event }) => {
      assertEvent(event, 'RETURN_REQUESTED');
      const back = rules.newReturn(context, event.at, event);
      return {
        returns: [...context.returns, back],
        lines: rules.countReturned(context.lines, back.lines, 1),
        entries: happened(context, event.at, 'return_requested', event.by, {
          returnId: back.id,
          lines: back.lines,
          reason: back.reason,
        }),
      };
    }),
    noteReceipt: assign(({ context, event }) => {
      assertEvent(event, 'RETURN_RECEIVED');
      const back = context.returns.find(({ id }) => id === event.returnId);
      if (!back) return {};
      // Goodwill may have been given since the label was made; what was promised is cut to what is left.
      const left = rules.leftToRefund(context);
      const amount = money(Math.min(back.refund.amount, left.amount), left.currency);
      const refund = rules.newRefund(context, event.at, {
        kind: 'return',
        amount,
        reason: back.reason,
        returnId: back.id,
      });
      return {
        returns: context.returns.map((old) =>
          old === back ? { ...back, state: 'received', refund: amount } : old,
        ),
        refunds: amount.amount > 0 ? [...context.refunds, refund] : context.refunds,
        entries: happened(context, event.at, 'return_received', event.by, { returnId: back.id }),
      };
    }),
    noteGoodwill: assign(({ context, event }) => {
      assertEvent(event, 'REFUND_REQUESTED');
      const { amount, reason, at, by } = event;
      const refund = rules.newRefund(context, at, { kind: 'goodwill', amount, reason });
      return {
        refunds: [...context.refunds, refund],
        entries: happened(context, at, 'refund_requested', by, { refundId: refund.id, amount, reason }),
      };
    }),
    noteDispute: assign(({ context, event }) => {
      assertEvent(event, 'DISPUTED');
      const { dispute } = event;
      const others = context.disputes.filter(({ id }) => id !== dispute.id);
      return {
        disputes: [...others, dispute],
        entries: happened(context, event.at, 'disputed', 'provider', { ...dispute }),
      };
    }),

    noteAccepted: assign(({ context, event }) => {
      assertEvent(event, 'REFUND_ACCEPTED');
      const { id: refundId, amount, kind } = rules.openRefund(context) ?? {};
      return {
        refunds: withOpenRefund(context, { state: event.state }),
        lookUps: 0,
        moneyDeadline: undefined,
        entries: happened(context, event.at, 'refunded', 'provider', {
          refundId,
          amount,
          kind,
          state: event.state,
        }),
      };
    }),
    noteConfirming: assign(({ context, event }) => {
      const first = rules.openRefund(context)?.state !== 'confirming';
      const { id: refundId } = rules.openRefund(context) ?? {};
      return {
        refunds: withOpenRefund(context, { state: 'confirming' }),
        moneyDeadline: event.at + lookUpPause(context.lookUps),
        lookUps: Math.min(context.lookUps + 1, MOST_LOOK_UPS),
        entries: first
          ? happened(context, event.at, 'refund_confirming', 'shop', { refundId })
          : context.entries,
      };
    }),
    noteRefused: assign(({ context, event }) => {
      assertEvent(event, 'REFUND_REFUSED');
      const { id: refundId } = rules.openRefund(context) ?? {};
      return {
        refunds: withOpenRefund(context, { state: 'refused' }),
        moneyDeadline: undefined,
        stalled: { reason: 'refund_refused' as const, since: event.at, tried: event.message },
        entries: happened(context, event.at, 'refund_refused', 'provider', {
          refundId,
          message: event.message,
        }),
      };
    }),
    noteSilence: assign(({ event }) => ({
      moneyDeadline: undefined,
      stalled: {
        reason: 'refund_outcome_unknown' as const,
        since: event.at,
        tried: 'asked until it made no sense to ask again',
      },
    })),
    noteResumed: assign(({ context, event }) => {
      assertEvent(event, 'RESUMED');
      const open = rules.openRefund(context);
      // Only what was refused for sure is begun anew; what is unknown is asked again under its own key.
      const tries = (open?.tries ?? 1) + (open?.state === 'refused' ? 1 : 0);
      return {
        refunds: withOpenRefund(context, { state: 'requested', tries }),
        stalled: undefined,
        lookUps: 0,
        entries: happened(context, event.at, 'refund_resumed', event.by, { refundId: open?.id }),
      };
    }),
    forgetStall: assign({ stalled: undefined, lookUps: 0 }),
    noteSettledByHand: assign(({ context, event }) => {
      assertEvent(event, 'SETTLED_BY_HAND');
      const { id: refundId, amount } = rules.openRefund(context) ?? {};
      return {
        refunds: withOpenRefund(context, { state: 'done' }),
        stalled: undefined,
        lookUps: 0,
        entries: happened(context, event.at, 'settled_by_hand', event.by, { refundId, amount }),
      };
    }),
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
      return rules.refundRefusal(context, event.amount) === undefined;
    },
    disputeIsNews: ({ context, event }) => {
      assertEvent(event, 'DISPUTED');
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
    isAboutMoney: ({ event }) => event.type === 'EFFECT_FAILED' && event.effect === 'giveBack',
    outcomeIsUnknown: ({ context }) => context.stalled?.reason === 'refund_outcome_unknown',
    hasBeenRead: ({ context }) => context.record !== undefined,
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

/** The key names order, refund and try: asked again, it is the same refund to the provider. */
function giveBack(context: OrderContext): OrderEffects['giveBack'] {
  const { order, payment } = rules.recordOf(context);
  const refund = rules.openRefund(context);
  if (!refund) throw new Error('an order gives money back in this state');
  const key = `${order.id}:refund:${refund.id}:${refund.tries}`;
  const whole = refund.kind === 'cancellation';
  return { checkoutId: order.checkoutId, ...payment, amount: refund.amount, key, whole };
}
