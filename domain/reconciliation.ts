import { type CheckoutState, FINAL_CHECKOUT_STATES } from './checkout.js';
import type { CheckoutId } from './ids.js';
import { formatMoney, type Money } from './money.js';
import type { OrderState } from './order.js';
import type { PaymentProvider } from './payment.js';

/** What can be wrong between provider, orders, holds, stock and workflows, with its words for ops. */
export const FINDINGS = {
  charge_without_order: 'Money was taken, and there is no order for it',
  order_without_charge: 'An order counts as paid, and its payment was not taken',
  order_not_marked_paid: 'A payment was taken, and its order does not say so',
  order_not_captured: 'An order waits for its payment to be taken',
  authorisation_left_open: 'Money is set aside for a checkout that is over',
  amount_mismatch: 'What was taken is not what was ordered',
  news_not_heard: 'The provider has an answer that the checkout still waits for',
  hold_past_deadline: 'Stock is set aside past its deadline',
  hold_of_ended_checkout: 'Stock is set aside for a checkout that is over',
  hold_without_order: 'Stock left the shelf without an order',
  projection_without_workflow: 'A checkout looks open, and no workflow runs for it',
  stock_overdrawn: 'More units are promised than there are',
} as const;
export type FindingKind = keyof typeof FINDINGS;

/** What is safe to do about a finding without asking anybody. */
export type Repair =
  | { kind: 'release_hold'; checkoutId: CheckoutId }
  | { kind: 'mark_paid'; checkoutId: CheckoutId }
  | { kind: 'void_payment'; checkoutId: CheckoutId; provider: PaymentProvider; paymentId: string }
  | { kind: 'tell_checkout'; checkoutId: CheckoutId };

export interface Finding {
  kind: FindingKind;
  /** `checkout/<id>`, `sku/<sku>`, `payment/<provider>/<id>`. */
  subject: string;
  detail: string;
  /** Absent: a person must look. */
  repair?: Repair;
}

/** Status of a payment that is in our books, and whose provider has not been asked. */
export const UNLISTED = 'unlisted';

export interface PaymentFacts {
  provider: PaymentProvider;
  id: string;
  /** A `PaymentStatus` kind, or `UNLISTED`. */
  status: string;
  amount: Money;
  /** Minor units given back. */
  refunded: number;
  /** Epoch milliseconds. */
  madeAt: number;
}

/** Everything that is known of one checkout, from all sides. Times are epoch milliseconds. */
export interface CheckoutFacts {
  checkoutId: CheckoutId;
  projection?: { state: CheckoutState; updatedAt: number };
  workflow: 'running' | 'ended' | 'absent';
  order?: { id: string; state: OrderState; total: Money; paymentId?: string; placedAt: number };
  payments: PaymentFacts[];
  holds: { state: 'held' | 'released' | 'consumed'; expiresAt: number }[];
}

/** A checkout that waits to hear what became of its payment. */
const WAITING: readonly CheckoutState[] = ['awaitingAuthentication', 'confirmingOutcome'];
/** Answers that a waiting checkout would go on with. */
const ANSWERS = ['authorised', 'captured', 'declined', 'approved'];

/**
 * What does not fit together in one checkout. What is younger than the grace time is left alone: it may be under
 * way this very moment.
 */
export function compareCheckout(facts: CheckoutFacts, now: number, graceMs: number): Finding[] {
  const isOld = (time: number) => time < now - graceMs;
  const { checkoutId, projection, workflow, order, payments } = facts;
  const subject = `checkout/${checkoutId}`;
  const isFinal = projection !== undefined && FINAL_CHECKOUT_STATES.includes(projection.state);
  const isOver = workflow !== 'running';
  const isQuiet = projection === undefined || isOld(projection.updatedAt);
  const findings: Finding[] = [];
  const find = (kind: FindingKind, detail: string, repair?: Repair) =>
    findings.push({ kind, subject, detail, ...(repair && { repair }) });

  if (projection && !isFinal && isOver && isQuiet)
    find('projection_without_workflow', `it is ${projection.state} since ${iso(projection.updatedAt)}`);
  for (const payment of payments) {
    if (!isOld(payment.madeAt) || !isQuiet) continue;
    const taken = payment.status === 'captured' ? payment.amount.amount - payment.refunded : 0;
    const words = `${payment.provider} ${payment.id}, ${formatMoney(payment.amount)}, is ${payment.status}`;
    if (!order && isOver && taken > 0) find('charge_without_order', words);
    if (!order && isOver && payment.status === 'authorised') {
      const { provider, id: paymentId } = payment;
      find('authorisation_left_open', words, { kind: 'void_payment', checkoutId, provider, paymentId });
    }
    if (!isOver && projection && WAITING.includes(projection.state) && ANSWERS.includes(payment.status))
      find('news_not_heard', words, { kind: 'tell_checkout', checkoutId });
  }
  if (order && isOld(order.placedAt) && isQuiet) findings.push(...compareOrder(facts, order, subject));
  findings.push(...compareHolds(facts, now, graceMs, isFinal && isQuiet));
  return findings;
}

function compareOrder(
  { checkoutId, payments }: CheckoutFacts,
  order: NonNullable<CheckoutFacts['order']>,
  subject: string,
): Finding[] {
  const payment = payments.find(({ id }) => id === order.paymentId);
  const words = `order ${order.id} is ${order.state}, its payment ${payment?.id ?? 'none'} is ${payment?.status ?? 'unknown'}`;
  // Not asked for: an old payment of a provider that does not list.
  if (payment?.status === UNLISTED) return [];
  const isTaken = payment?.status === 'captured';
  if (order.state === 'paid' && !isTaken) return [{ kind: 'order_without_charge', subject, detail: words }];
  if (order.state === 'authorised' && !isTaken)
    return [{ kind: 'order_not_captured', subject, detail: words }];
  if (!payment || (order.state !== 'paid' && order.state !== 'authorised')) return [];
  const { amount, currency } = payment.amount;
  if (amount !== order.total.amount || currency !== order.total.currency) {
    const detail = `${formatMoney(payment.amount)} was taken for an order over ${formatMoney(order.total)}`;
    return [{ kind: 'amount_mismatch', subject, detail }];
  }
  if (order.state === 'paid') return [];
  const repair: Repair = { kind: 'mark_paid', checkoutId };
  return [{ kind: 'order_not_marked_paid', subject, detail: words, repair }];
}

function compareHolds(
  { checkoutId, holds, order }: CheckoutFacts,
  now: number,
  graceMs: number,
  isOver: boolean,
): Finding[] {
  const subject = `checkout/${checkoutId}`;
  const repair: Repair = { kind: 'release_hold', checkoutId };
  const held = holds.filter(({ state }) => state === 'held');
  const lapsed = held.find(({ expiresAt }) => expiresAt < now - graceMs);
  if (lapsed) {
    const detail = `it was to end ${iso(lapsed.expiresAt)}`;
    return [{ kind: 'hold_past_deadline', subject, detail, repair }];
  }
  if (held.length > 0 && isOver)
    return [{ kind: 'hold_of_ended_checkout', subject, detail: `${held.length} variants are held`, repair }];
  if (!order && holds.some(({ state }) => state === 'consumed'))
    return [{ kind: 'hold_without_order', subject, detail: 'the hold was used up' }];
  return [];
}

/** Of a payment that the shop has no checkout for: money that nobody here knows of. */
export function strayPayment(payment: PaymentFacts, now: number, graceMs: number): Finding | undefined {
  const { provider, id, status, amount, refunded, madeAt } = payment;
  const taken = status === 'captured' ? amount.amount - refunded : 0;
  if (madeAt >= now - graceMs || (taken <= 0 && status !== 'authorised')) return undefined;
  const detail = `${formatMoney(amount)} is ${status}, and no checkout of this shop asked for it`;
  return { kind: 'charge_without_order', subject: `payment/${provider}/${id}`, detail };
}

function iso(time: number): string {
  return new Date(time).toISOString();
}
