import {
  type CartLine,
  computeTotals,
  type LineChange,
  type Sku,
  shippingOptions,
  timesQuantity,
} from '../domain/index.js';
import type { CheckoutContext } from './checkout-context.js';

const MINUTE = 60_000;
/** A checkout that nobody goes on with ends after a day. */
export const ABANDONED_AFTER_MS = 24 * 60 * MINUTE;
/** How long the bank's page may take; the hold is extended by as much. */
export const AUTHENTICATION_MS = 15 * MINUTE;
/** From the pay button on, the hold outlives every question to the provider. */
export const PAYING_HOLD_MS = 60 * MINUTE;
/** Pauses between questions to a provider that does not say what became of a payment; then a person is asked. */
const LOOK_UP_PAUSES_MS = [1_000, 2_000, 4_000, 8_000, 15_000, 30_000, 60_000, 120_000, 300_000, 600_000];

/** The pause before the provider is asked again, in milliseconds. */
export function lookUpPause(asked: number): number {
  return LOOK_UP_PAUSES_MS[asked] ?? 600_000;
}

/** How often the provider is asked in the dark before a person is. */
export const MOST_LOOK_UPS = LOOK_UP_PAUSES_MS.length;

/**
 * What differs from what the shopper last saw, and the lines as they can be bought: prices of now,
 * quantities cut to what is there, lines that are sold out left out.
 */
export function compareLines(
  seen: readonly CartLine[],
  now: readonly CartLine[],
): { lines: CartLine[]; changes: LineChange[] } {
  const changes: LineChange[] = [];
  const lines: CartLine[] = [];
  for (const line of now) {
    const { sku, name, available, unitPrice } = line;
    const before = seen.find((old) => old.sku === sku) ?? line;
    if (before.unitPrice.amount !== unitPrice.amount) {
      changes.push({ sku, name, kind: 'price_changed', from: before.unitPrice, to: unitPrice });
    }
    const quantity = Math.min(line.quantity, available);
    if (quantity < line.quantity) {
      changes.push({
        sku,
        name,
        kind: quantity === 0 ? 'sold_out' : 'fewer_left',
        from: line.quantity,
        to: quantity,
      });
    }
    if (quantity > 0) lines.push({ ...line, quantity, lineTotal: timesQuantity(unitPrice, quantity) });
  }
  return { lines, changes };
}

/** The lines as stock came up short for them when it was to be set aside. */
export function cutToStock(lines: readonly CartLine[], short: readonly { sku: Sku; available: number }[]) {
  const left = new Map(short.map(({ sku, available }) => [sku, available]));
  return compareLines(
    lines,
    lines.map((line) => ({ ...line, available: left.get(line.sku) ?? line.quantity })),
  );
}

/** Everything that follows from lines, address and shipping; an option that is no longer offered is forgotten. */
export function priced(context: CheckoutContext, change: Partial<CheckoutContext>): Partial<CheckoutContext> {
  const { lines, address, shipping, currency } = { ...context, ...change };
  const { subtotal } = computeTotals(lines, currency);
  const options = address ? shippingOptions(address, subtotal) : [];
  const chosen = options.find(({ id }) => id === shipping?.id);
  return {
    ...change,
    shippingOptions: options,
    shipping: chosen,
    totals: computeTotals(lines, currency, chosen, address),
  };
}
