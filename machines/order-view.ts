import {
  money,
  ORDER_STAGES,
  type Order,
  type OrderAct,
  type OrderStage,
  type StaffOrderAct,
} from '../domain/index.js';
import type { OrderContext } from './order-context.js';
import { leftToRefund, promisedBack, recordOf, returnableUntil } from './order-rules.js';

const BEFORE_SHIPMENT: OrderAct[] = ['cancel', 'change_address', 'exchange'];
const STAFF_ACTS: Record<OrderStage, StaffOrderAct[]> = {
  placed: ['pack', 'ship'],
  packed: ['ship'],
  shipped: ['deliver'],
  delivered: [],
  closed: [],
  cancelled: [],
};

/** An order as people see it. */
export function orderView(stage: OrderStage, context: OrderContext, version: number, now: number): Order {
  const { order } = recordOf(context);
  const { lines, tracking, refunds, returns, disputes, stalled, address } = context;
  return {
    ...order,
    state: moneyState(stage, context),
    stage,
    version,
    headline: headline(stage, context),
    lines,
    address: address ?? order.address,
    refunded: givenBack(context),
    tracking,
    shippedAt: iso(context.shippedAt),
    deliveredAt: iso(context.deliveredAt),
    returnableUntil: iso(returnableUntil(context)),
    refunds: refunds.map(({ tries: _, ...refund }) => refund),
    returns,
    disputes,
    stalled: stalled && { ...stalled, since: new Date(stalled.since).toISOString() },
    acts: acts(stage, context, now),
    staffActs: staffActs(stage, context),
  };
}

function acts(stage: OrderStage, context: OrderContext, now: number): OrderAct[] {
  if (stage === 'placed' || stage === 'packed') return BEFORE_SHIPMENT;
  const until = returnableUntil(context);
  const inTime = until !== undefined && now <= until;
  const somethingIsLeft = context.lines.some(({ returned, quantity }) => returned < quantity);
  return stage === 'delivered' && inTime && somethingIsLeft ? ['return'] : [];
}

function staffActs(stage: OrderStage, context: OrderContext): StaffOrderAct[] {
  return [
    ...STAFF_ACTS[stage],
    ...(context.returns.some(({ state }) => state === 'labelled') ? (['receive_return'] as const) : []),
    ...(leftToRefund(context).amount > 0 ? (['refund'] as const) : []),
    ...(context.stalled ? (['resume', 'settle_by_hand'] as const) : []),
  ];
}

function moneyState(stage: OrderStage, context: OrderContext): Order['state'] {
  const { order } = recordOf(context);
  if (stage === 'cancelled') return 'cancelled';
  return givenBack(context).amount >= order.totals.total.amount ? 'refunded' : order.state;
}

/** What the provider has taken on, or done. */
function givenBack(context: OrderContext) {
  const sure = context.refunds.filter(({ state }) => state === 'pending' || state === 'done');
  return money(
    sure.reduce((sum, { amount }) => sum + amount.amount, 0),
    promisedBack(context).currency,
  );
}

function headline(stage: OrderStage, context: OrderContext): string {
  const { shopper } = ORDER_STAGES[stage];
  if (context.stalled) return `${shopper}. A person is looking after your refund`;
  const states = context.refunds.map(({ state }) => state);
  if (states.includes('requested') || states.includes('confirming'))
    return `${shopper}. Your refund is still being confirmed`;
  if (stage === 'cancelled' && context.refunds.length > 0)
    return states.includes('pending')
      ? `${shopper}. Your money is on its way back`
      : `${shopper}. Your money was given back`;
  return shopper;
}

function iso(time: number | undefined): string | undefined {
  return time === undefined ? undefined : new Date(time).toISOString();
}
