import { type CartLine, type LineChange, type Sku, timesQuantity } from '../domain/index.js';

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

/** Pauses between looks at a payment that takes days to settle, such as a bank debit; after the last a person is asked. */
const SETTLEMENT_PAUSES_MS = [0.5, 5, 60, 12 * 60, 24 * 60, 48 * 60, 96 * 60].map((m) => m * MINUTE);
/** How long stock is kept for a payment that settles slowly. */
export const SETTLING_HOLD_MS = 8 * 24 * 60 * MINUTE;

/** The pause before a payment that settles slowly is looked at again, in milliseconds; none: it is overdue. */
export function settlementPause(looks: number): number | undefined {
  return SETTLEMENT_PAUSES_MS[looks];
}

/** Pauses after which a stalled checkout is resumed by itself, in case the cause is gone; then only a person does. */
const AUTOMATIC_PAUSES_MS = [1, 5, 30, 120, 12 * 60].map((minutes) => minutes * MINUTE);

/** When a stalled checkout is next resumed by itself; none: never. */
export function automaticTryAt(stalledAt: number, tries: number): number | undefined {
  const pause = AUTOMATIC_PAUSES_MS[tries];
  return pause === undefined ? undefined : stalledAt + pause;
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
  // What the catalog does not know any more is not among the lines of now.
  for (const { sku, name, quantity } of seen) {
    if (!now.some((line) => line.sku === sku))
      changes.push({ sku, name, kind: 'sold_out', from: quantity, to: 0 });
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
