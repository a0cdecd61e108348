import { assertEvent } from 'xstate';
import { money } from '../domain/index.js';
import { lookUpPause, MOST_LOOK_UPS } from './checkout-rules.js';
import type { OrderContext, OrderEvent } from './order-context.js';
import * as rules from './order-rules.js';

const { happened } = rules;

/** What an order remembers of an event, and writes down. */
type Note = (args: { context: OrderContext; event: OrderEvent }) => Partial<OrderContext>;

/** Changes the refund whose turn it is. */
function withOpenRefund(context: OrderContext, change: Partial<OrderContext['refunds'][number]>) {
  const open = rules.openRefund(context);
  return context.refunds.map((refund) => (refund === open ? { ...refund, ...change } : refund));
}

export const takeUp: Note = ({ context, event }) => {
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
};

export const notePacked: Note = ({ context, event }) => {
  assertEvent(event, 'PACKED');
  return { entries: happened(context, event.at, 'packed', event.by) };
};

export const noteShipped: Note = ({ context, event }) => {
  assertEvent(event, 'SHIPPED');
  const { at, by, tracking } = event;
  return { tracking, shippedAt: at, entries: happened(context, at, 'shipped', by, tracking) };
};

export const noteDelivered: Note = ({ context, event }) => {
  assertEvent(event, 'DELIVERED');
  return { deliveredAt: event.at, entries: happened(context, event.at, 'delivered', event.by) };
};

export const noteFollowedUp: Note = ({ context, event }) => ({
  followedUp: true,
  entries: happened(context, event.at, 'followed_up', 'shop'),
});

export const noteClosed: Note = ({ context, event }) => {
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
};

export const noteCancelled: Note = ({ context, event }) => {
  assertEvent(event, 'CANCEL_REQUESTED');
  const amount = rules.leftToRefund(context);
  const reason = 'cancelled before shipment';
  const refund = rules.newRefund(context, event.at, { kind: 'cancellation', amount, reason });
  return {
    refunds: amount.amount > 0 ? [...context.refunds, refund] : context.refunds,
    entries: happened(context, event.at, 'cancelled', event.by),
  };
};

export const noteAddress: Note = ({ context, event }) => {
  assertEvent(event, 'ADDRESS_CHANGED');
  return { address: event.address, entries: happened(context, event.at, 'address_changed', event.by) };
};

export const beginExchange: Note = ({ context }) => ({
  exchanges: context.exchanges + 1,
  refusal: undefined,
});

export const noteExchanged: Note = ({ context, event }) => {
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
};

export const noteRefusal: Note = ({ event }) => {
  assertEvent(event, ['EXCHANGE_REFUSED', 'EFFECT_FAILED']);
  return {
    refusal:
      event.type === 'EXCHANGE_REFUSED'
        ? event.message
        : 'That did not work just now; nothing was changed. Please try again.',
  };
};

export const noteReturn: Note = ({ context, event }) => {
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
};

export const noteReceipt: Note = ({ context, event }) => {
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
};

export const noteGoodwill: Note = ({ context, event }) => {
  assertEvent(event, 'REFUND_REQUESTED');
  const { amount, reason, at, by } = event;
  const refund = rules.newRefund(context, at, { kind: 'goodwill', amount, reason });
  return {
    refunds: [...context.refunds, refund],
    entries: happened(context, at, 'refund_requested', by, { refundId: refund.id, amount, reason }),
  };
};

export const noteDispute: Note = ({ context, event }) => {
  assertEvent(event, 'DISPUTED');
  const { dispute } = event;
  const others = context.disputes.filter(({ id }) => id !== dispute.id);
  return {
    disputes: [...others, dispute],
    entries: happened(context, event.at, 'disputed', 'provider', { ...dispute }),
  };
};

export const noteAccepted: Note = ({ context, event }) => {
  assertEvent(event, 'REFUND_ACCEPTED');
  const { id: refundId, amount, kind } = rules.openRefund(context) ?? {};
  const refunds = withOpenRefund(context, { state: event.state, reference: event.reference });
  return {
    refunds,
    lookUps: 0,
    moneyDeadline: rules.followDeadline(refunds, event.at),
    entries: happened(context, event.at, 'refunded', 'provider', {
      refundId,
      amount,
      kind,
      state: event.state,
    }),
  };
};

export const noteConfirming: Note = ({ context, event }) => {
  const first = rules.openRefund(context)?.state !== 'confirming';
  const { id: refundId } = rules.openRefund(context) ?? {};
  return {
    refunds: withOpenRefund(context, { state: 'confirming' }),
    moneyDeadline: event.at + lookUpPause(context.lookUps),
    lookUps: Math.min(context.lookUps + 1, MOST_LOOK_UPS),
    entries: first ? happened(context, event.at, 'refund_confirming', 'shop', { refundId }) : context.entries,
  };
};

export const noteRefused: Note = ({ context, event }) => {
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
};

/** The provider had taken these on: now they have arrived, have come back, or are still on their way. */
export const noteFollowed: Note = ({ context, event }) => {
  assertEvent(event, 'REFUNDS_FOLLOWED');
  let entries = context.entries;
  let stalled: OrderContext['stalled'];
  const refunds = context.refunds.map((refund) => {
    const now = event.states[refund.id];
    if (now === undefined || now === refund.state) return refund;
    const about = { refundId: refund.id, amount: refund.amount };
    if (now !== 'failed') {
      if (now === 'done')
        entries = happened({ ...context, entries }, event.at, 'refund_arrived', 'provider', about);
      return { ...refund, state: now };
    }
    const message = 'the provider had taken it on, and the bank sent it back';
    stalled = { reason: 'refund_refused', since: event.at, tried: message };
    entries = happened({ ...context, entries }, event.at, 'refund_refused', 'provider', {
      ...about,
      message,
    });
    return { ...refund, state: 'refused' as const };
  });
  return {
    refunds,
    entries,
    moneyDeadline: rules.followDeadline(refunds, event.at),
    ...(stalled && { stalled }),
  };
};

export const followLater: Note = ({ context, event }) => ({
  moneyDeadline: rules.followDeadline(context.refunds, event.at),
});

export const noteSilence: Note = ({ event }) => ({
  moneyDeadline: undefined,
  stalled: {
    reason: 'refund_outcome_unknown' as const,
    since: event.at,
    tried: 'asked until it made no sense to ask again',
  },
});

export const noteResumed: Note = ({ context, event }) => {
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
};

export const noteSettledByHand: Note = ({ context, event }) => {
  assertEvent(event, 'SETTLED_BY_HAND');
  const { id: refundId, amount } = rules.openRefund(context) ?? {};
  // What the provider had of it is over: it is not asked about it again.
  const refunds = withOpenRefund(context, { state: 'done', reference: undefined });
  return {
    refunds,
    stalled: undefined,
    lookUps: 0,
    moneyDeadline: rules.followDeadline(refunds, event.at),
    entries: happened(context, event.at, 'settled_by_hand', event.by, { refundId, amount }),
  };
};
