import type { CheckoutId, Sku } from '../../domain/index.js';

export interface HoldLine {
  sku: Sku;
  quantity: number;
}

export type HoldOutcome =
  | { kind: 'held' }
  /** Nothing was held; `short` lists what is left of each line that could not be. */
  | { kind: 'short'; short: { sku: Sku; available: number }[] };

/** Stock set aside. Availability is always derived: units on hand less units on live holds. */
export interface Inventory {
  /** All lines or none, rows locked in SKU order, lines of one SKU summed. Holding again for a checkout replaces its hold. */
  hold(checkoutId: CheckoutId, lines: readonly HoldLine[], expiresAt: Date): Promise<HoldOutcome>;
  /** Moves the deadline of a live hold. */
  extend(checkoutId: CheckoutId, expiresAt: Date): Promise<void>;
  /** Puts units back; nothing happens where there is no live hold. */
  release(checkoutId: CheckoutId): Promise<void>;
}
