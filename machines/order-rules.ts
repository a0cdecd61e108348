import {
  type Address,
  type LineQuantity,
  type Money,
  money,
  type OrderHappening,
  type OrderLine,
  type OrderReturn,
  refundShare,
  sumMoney,
} from '../domain/index.js';
import type { OrderContext, OrderRecord, RefundOrder } from './order-context.js';

const DAY = 24 * 60 * 60_000;
/** How long after delivery things can be sent back. */
export const RETURN_WINDOW_MS = 30 * DAY;
/** How long a parcel with a label may travel. */
export const RETURN_TRAVEL_MS = 30 * DAY;
/** When the shop asks whether everything arrived well. */
export const FOLLOW_UP_MS = 3 * DAY;
/** How often money that is on its way back is looked after; banks take up to ten days. */
export const FOLLOW_REFUND_MS = DAY;

/** What the checkout left; an order in any state but the first has it. */
export function recordOf({ record }: OrderContext): OrderRecord {
  if (!record) throw new Error('an order in this state has been read');
  return record;
}

export const currencyOf = (context: OrderContext) => recordOf(context).order.totals.total.currency;

/** What is given back, or is to be: a refund that was refused holds its share until a person has settled it. */
export function promisedBack(context: OrderContext): Money {
  return sumMoney(
    context.refunds.map(({ amount }) => amount),
    currencyOf(context),
  );
}

/** What could still be given back: never more than was paid, whoever asks at once. */
export function leftToRefund(context: OrderContext): Money {
  const { total } = recordOf(context).order.totals;
  return money(total.amount - promisedBack(context).amount, total.currency);
}

/** The refund whose turn it is. */
export function openRefund({ refunds }: OrderContext): RefundOrder | undefined {
  return refunds.find(({ state }) => state === 'requested' || state === 'confirming' || state === 'refused');
}

/** Refunds that the provider has taken on: those on their way, and those that arrived, which a bank may still send back. */
export function refundsToFollow({ refunds }: OrderContext): { id: string; reference: string }[] {
  return refunds.flatMap(({ id, reference, state }) =>
    reference !== undefined && (state === 'pending' || state === 'done') ? [{ id, reference }] : [],
  );
}

export const isMoneyOnItsWay = ({ refunds }: Pick<OrderContext, 'refunds'>): boolean =>
  refunds.some(({ state }) => state === 'pending');

/** When to look again at money that is on its way back, unless the provider says something before. */
export function followDeadline(refunds: readonly RefundOrder[], at: number): number | undefined {
  return isMoneyOnItsWay({ refunds: [...refunds] }) ? at + FOLLOW_REFUND_MS : undefined;
}

/** Notes a thing that happened. */
export function happened(
  context: OrderContext,
  at: number,
  what: OrderHappening,
  by: string,
  details: Record<string, unknown> = {},
): OrderContext['entries'] {
  const seq = (context.record?.lastEntry ?? 0) + context.entries.length + 1;
  return [...context.entries, { seq, at: new Date(at).toISOString(), what, by, details }];
}

export function newRefund(
  context: OrderContext,
  at: number,
  refund: Pick<RefundOrder, 'kind' | 'amount' | 'reason' | 'returnId'>,
): RefundOrder {
  const id = `R${context.refunds.length + 1}`;
  return { ...refund, id, state: 'requested', tries: 1, at: new Date(at).toISOString() };
}

export function newReturn(
  context: OrderContext,
  at: number,
  { lines, reason }: { lines: LineQuantity[]; reason: string },
): OrderReturn {
  const { number } = recordOf(context).order;
  return {
    id: `R-${number.replace(/\D/g, '')}-${context.returns.length + 1}`,
    state: 'labelled',
    lines,
    refund: shareOfLines(context, lines),
    reason,
    requestedAt: new Date(at).toISOString(),
  };
}

/** The lines' share, and never more than is left: goodwill given before may have covered a part. */
export function shareOfLines(context: OrderContext, lines: readonly LineQuantity[]): Money {
  const { totals } = recordOf(context).order;
  const before = new Map(context.lines.map(({ position, returned }) => [position, returned]));
  const share = refundShare(totals, context.lines, lines, before);
  return money(Math.min(share.amount, leftToRefund(context).amount), share.currency);
}

/** Adds to what has come back of each line, or takes away with a sign of -1. */
export function countReturned(
  lines: readonly OrderLine[],
  back: readonly LineQuantity[],
  sign: 1 | -1,
): OrderLine[] {
  return lines.map((line) => {
    const units = back.filter(({ position }) => position === line.position);
    return {
      ...line,
      returned: units.reduce((count, { quantity }) => count + sign * quantity, line.returned),
    };
  });
}

export function returnableUntil({ deliveredAt }: OrderContext): number | undefined {
  return deliveredAt === undefined ? undefined : deliveredAt + RETURN_WINDOW_MS;
}

/** When a delivered order wants to hear of time: to ask how it was, to close, or to give up on a parcel. */
export function nextGoodsDeadline(context: OrderContext): number | undefined {
  const { deliveredAt, followedUp, returns } = context;
  if (deliveredAt === undefined) return undefined;
  if (!followedUp) return deliveredAt + FOLLOW_UP_MS;
  const travelling = returns
    .filter(({ state }) => state === 'labelled')
    .map(({ requestedAt }) => Date.parse(requestedAt) + RETURN_TRAVEL_MS);
  return Math.max(deliveredAt + RETURN_WINDOW_MS, ...travelling);
}

/** Why an order cannot go to another address, in a sentence; nothing when it can. */
export function addressRefusal(context: OrderContext, wanted: Address): string | undefined {
  const current = context.address;
  if (!current) return 'The order is just being read; please try again.';
  if (current.country !== wanted.country)
    return 'Shipping and tax were paid for another country. Cancel this order and order anew to send it there.';
  // Tax of the United States is the state's.
  if (wanted.country === 'US' && current.region?.toUpperCase() !== wanted.region?.toUpperCase())
    return 'Another tax applies in that state. Cancel this order and order anew to send it there.';
  return undefined;
}

/** Why a line cannot be swapped, as far as the order itself knows. */
export function exchangeRefusal(
  context: OrderContext,
  { position, sku }: { position: number; sku: string },
): string | undefined {
  const line = context.lines.find((candidate) => candidate.position === position);
  if (!line) return 'There is no such line in this order.';
  return line.sku === sku ? 'That is the size and colour you ordered.' : undefined;
}

/** Why units cannot be sent back, in a sentence; nothing when they can. */
export function returnRefusal(
  context: OrderContext,
  lines: readonly LineQuantity[],
  at: number,
): string | undefined {
  const until = returnableUntil(context);
  if (until === undefined) return 'Things can be sent back once they have been delivered.';
  if (at > until) return 'Things can be sent back within 30 days of delivery, and those have passed.';
  if (lines.length === 0) return 'Say what goes back.';
  const counted = countReturned(context.lines, lines, 1);
  if (lines.some(({ position }) => !context.lines.some((line) => line.position === position)))
    return 'There is no such line in this order.';
  if (counted.some(({ returned, quantity }) => returned > quantity))
    return 'That is more than was ordered, or has been sent back already.';
  return undefined;
}

/** Why money cannot be given back, in a sentence; nothing when it can. */
export function refundRefusal(context: OrderContext, amount: Money): string | undefined {
  const left = leftToRefund(context);
  if (amount.currency !== left.currency) return `This order was paid in ${left.currency}.`;
  if (amount.amount < 1) return 'A refund is more than nothing.';
  return amount.amount > left.amount ? 'That is more than is left of what was paid.' : undefined;
}
