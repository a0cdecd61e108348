import type { OrderIntent, OrderOutline, ReplyPlan, Understanding } from '../domain/index.js';
import type { OrderWish } from './conversation-context.js';
import type { OrderNews } from './order-context.js';

/** The intents that are about an order. */
export const ORDER_INTENTS: readonly OrderIntent[] = [
  'order_status',
  'cancel_order',
  'return_refund',
  'change_order',
];

/** How many orders are offered when it is not clear which one is meant. */
const MOST_CHOICES = 6;

/** What a message wants of an order; nothing when it is about something else. */
export function orderWishOf(
  { intent, target, orderNumber }: Understanding,
  confirming: OrderOutline['id'] | undefined,
): OrderWish | undefined {
  const about = ORDER_INTENTS.find((known) => known === intent);
  // A typed "yes" or "no" is about the order that the shop has just asked about.
  const orderId = target?.orderId ?? (target?.confirmed === undefined ? undefined : confirming);
  return about && { intent: about, orderId, orderNumber, confirmed: target?.confirmed };
}

/** The order that is meant: the one that was named or tapped, or the only one for which the wish makes sense. */
export function meantOrder(
  { intent, orderId, orderNumber }: OrderWish,
  orders: readonly OrderOutline[],
): OrderOutline | undefined {
  if (orderId) return orders.find(({ id }) => id === orderId);
  if (orderNumber) return orders.find(({ number }) => number === orderNumber);
  const fitting = orders.filter((order) => fits(intent, order));
  if (fitting.length === 1) return fitting[0];
  return orders.length === 1 ? orders[0] : undefined;
}

function fits(intent: OrderIntent, { acts, stage }: OrderOutline): boolean {
  switch (intent) {
    case 'order_status':
      return stage !== 'closed' && stage !== 'cancelled';
    case 'cancel_order':
      return acts.includes('cancel');
    case 'return_refund':
      return acts.includes('return');
    case 'change_order':
      return acts.includes('change_address') || acts.includes('exchange');
  }
}

/** Whether an order is to be cancelled at once: the shopper has confirmed, and it still can be. */
export function mayBeCancelled(wish: OrderWish | undefined, orders: readonly OrderOutline[]): boolean {
  if (wish?.intent !== 'cancel_order' || !wish.confirmed) return false;
  return meantOrder(wish, orders)?.acts.includes('cancel') ?? false;
}

/** What the shopper reads about their wish. */
export function answer(wish: OrderWish, orders: readonly OrderOutline[]): ReplyPlan {
  if (orders.length === 0) return [{ say: 'no_orders' }, { show: 'choices', choices: ['browse'] }];
  const order = meantOrder(wish, orders);
  if (!order) return whichOrder(wish, orders);
  const { id: orderId, acts, stage } = order;
  const card = { show: 'order_by_id', orderId } as const;
  switch (wish.intent) {
    case 'order_status':
      return [{ say: 'order_status' }, card];
    case 'cancel_order':
      if (stage === 'cancelled') return [{ say: 'order_cancelled_already' }, card];
      if (!acts.includes('cancel')) return [{ say: 'order_not_cancellable', tone: 'warning' }, card];
      return [card, { say: 'confirm_cancel' }, { show: 'confirm_cancel', orderId }];
    case 'return_refund':
      if (acts.includes('return')) return [{ say: 'return_how' }, card];
      return [{ say: stage === 'delivered' || stage === 'closed' ? 'return_over' : 'return_not_yet' }, card];
    case 'change_order':
      return [{ say: fits('change_order', order) ? 'change_how' : 'change_too_late' }, card];
  }
}

function whichOrder({ intent }: OrderWish, orders: readonly OrderOutline[]): ReplyPlan {
  const fitting = orders.filter((order) => fits(intent, order));
  const offered = (fitting.length > 0 ? fitting : orders).slice(0, MOST_CHOICES);
  const choices = offered.map(({ id, number }) => ({ id, number }));
  return [{ say: 'which_order' }, { show: 'order_choices', intent, orders: choices }];
}

export function cancelling(wish: OrderWish | undefined): ReplyPlan {
  const card = wish?.orderId ? [{ show: 'order_by_id', orderId: wish.orderId } as const] : [];
  return [{ say: 'order_cancelling' }, ...card];
}

/** The order that a reply asks about, whether to cancel it. */
export function askedToConfirm(plan: ReplyPlan): OrderOutline['id'] | undefined {
  for (const block of plan) if ('show' in block && block.show === 'confirm_cancel') return block.orderId;
  return undefined;
}

/** What the shop says by itself about an order. */
export function news(orderId: OrderOutline['id'], what: OrderNews): ReplyPlan {
  const phrase = {
    shipped: 'order_shipped',
    refunded: 'order_refunded',
    follow_up: 'order_follow_up',
  } as const;
  return [{ say: phrase[what] }, { show: 'order_by_id', orderId }];
}
