import {
  AuthorizationStatus,
  type AuthorizationWithAdditionalData,
  CaptureStatus,
  type Order,
  OrderStatus,
  type OrdersCapture,
  type Money as PayPalMoney,
  type Refund as PayPalRefund,
  type PurchaseUnit,
  RefundStatus,
} from '@paypal/paypal-server-sdk';
import { z } from 'zod';
import { Currency, decimalsOf, type Money, money } from '../../../domain/index.js';
import {
  type Payment,
  PaymentOutcomeUnknown,
  type PaymentStatus,
  type Refund,
} from '../../ports/payments.js';
import { anyDecline } from './paypal-errors.js';

/**
 * What an order is described as once the shop has given it up. PayPal cannot void an order that is not yet
 * authorised; nothing is set aside for it, and this keeps it from being authorised later.
 */
export const GIVEN_UP = 'Cancelled by the shop';

/** Every currency of the shop has two digits. */
const DECIMAL = /^(\d{1,10})(?:\.(\d{2}))?$/;

/** An order in our words; `PaymentOutcomeUnknown` for what this shop has no words for: money may have moved. */
export function toPayment(order: Order): Payment {
  return {
    id: idOf(order),
    status: toStatus(order),
    amount: toMoney(unitOf(order).amount),
    refunded: refundedOf(order),
  };
}

export function toRefund({ id, status, amount }: PayPalRefund): Refund {
  if (!id) throw new PaymentOutcomeUnknown('PayPal answered with a refund that has no id.');
  return { id, status: REFUND_STATUS[status ?? ''] ?? 'pending', amount: toMoney(amount) };
}

/** PayPal's words for what we call otherwise; the others mean that the money is on its way. */
const REFUND_STATUS: Record<string, Refund['status']> = {
  [RefundStatus.Completed]: 'done',
  [RefundStatus.Failed]: 'failed',
  [RefundStatus.Cancelled]: 'failed',
};

/** The decimal string that PayPal wants. */
export function toAmount({ amount, currency }: Money): PayPalMoney {
  if (decimalsOf(currency) === 0) return { currencyCode: currency, value: String(amount) };
  const digits = String(amount).padStart(3, '0');
  return { currencyCode: currency, value: `${digits.slice(0, -2)}.${digits.slice(-2)}` };
}

export function toMoney(amount: PayPalMoney | undefined): Money {
  const [, units, cents = ''] = DECIMAL.exec(amount?.value ?? '') ?? [];
  const currency = Currency.safeParse(amount?.currencyCode);
  if (units === undefined || !currency.success || cents.length !== decimalsOf(currency.data)) {
    throw new PaymentOutcomeUnknown(
      `PayPal named an amount this shop cannot read: ${JSON.stringify(amount)}.`,
    );
  }
  return money(Number(`${units}${cents}`), currency.data);
}

/** What the money was set aside by, the last time. */
export function authorizationOf(order: Order): AuthorizationWithAdditionalData | undefined {
  return unitOf(order).payments?.authorizations?.at(-1);
}

/** What took the money, if it was taken. */
export function captureOf(order: Order): OrdersCapture | undefined {
  const failed: string[] = [CaptureStatus.Declined, CaptureStatus.Failed];
  return unitOf(order).payments?.captures?.findLast(({ status }) => !failed.includes(status ?? ''));
}

export function isGivenUp(order: Order): boolean {
  return unitOf(order).description === GIVEN_UP;
}

/** The page where the shopper agrees, whatever came of the last attempt. */
export function waitingForShopper(order: Order): PaymentStatus {
  const link = order.links?.find(({ rel }) => rel === 'payer-action' || rel === 'approve');
  if (link) return { kind: 'action_required', url: link.href };
  throw new PaymentOutcomeUnknown(`PayPal names no page for order ${order.id}, which is ${order.status}.`);
}

function toStatus(order: Order): PaymentStatus {
  const capture = captureOf(order);
  if (capture) return { kind: capture.status === CaptureStatus.Pending ? 'processing' : 'captured' };
  const authorization = authorizationOf(order);
  if (authorization) return statusOf(authorization);
  if (isGivenUp(order)) return { kind: 'voided' };
  switch (order.status) {
    case OrderStatus.Voided:
      return { kind: 'voided' };
    case OrderStatus.Approved:
      return { kind: 'approved' };
    case OrderStatus.Created:
    case OrderStatus.Saved:
    case OrderStatus.PayerActionRequired: {
      const issue = lastIssue(unitOf(order));
      return issue ? { kind: 'declined', decline: anyDecline(issue) } : waitingForShopper(order);
    }
    default:
      throw new PaymentOutcomeUnknown(
        `Order ${order.id} is in a state this shop does not know: ${order.status}.`,
      );
  }
}

function statusOf({ id, status }: AuthorizationWithAdditionalData): PaymentStatus {
  switch (status) {
    case AuthorizationStatus.Created:
      return { kind: 'authorised' };
    case AuthorizationStatus.Captured:
    case AuthorizationStatus.PartiallyCaptured:
      return { kind: 'captured' };
    case AuthorizationStatus.Voided:
      return { kind: 'voided' };
    case AuthorizationStatus.Pending:
      return { kind: 'processing' };
    case AuthorizationStatus.Denied:
      return { kind: 'declined', decline: anyDecline() };
    default:
      throw new PaymentOutcomeUnknown(
        `Authorization ${id} is in a state this shop does not know: ${status}.`,
      );
  }
}

const RecentError = z.object({ issue: z.string() });

/** Why the last attempt to authorise failed, as the order remembers it. */
function lastIssue({ mostRecentErrors }: PurchaseUnit): string | undefined {
  return RecentError.safeParse(mostRecentErrors?.at(-1)).data?.issue;
}

function refundedOf(order: Order): number {
  const failed: string[] = [RefundStatus.Failed, RefundStatus.Cancelled];
  return (unitOf(order).payments?.refunds ?? [])
    .filter(({ status }) => !failed.includes(status ?? ''))
    .reduce((sum, { amount }) => sum + toMoney(amount).amount, 0);
}

function unitOf({ id, purchaseUnits }: Order): PurchaseUnit {
  const unit = purchaseUnits?.[0];
  if (!unit) throw new PaymentOutcomeUnknown(`PayPal told nothing of what order ${id} is for.`);
  return unit;
}

function idOf({ id }: Order): string {
  if (!id) throw new PaymentOutcomeUnknown('PayPal answered with an order that has no id.');
  return id;
}
