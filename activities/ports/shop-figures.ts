import type { CheckoutState } from '../../domain/index.js';

/** How the shop stands at this moment, for metrics and alerts. */
export interface ShopFigures {
  /** Checkouts under way, by state; states without one are absent. */
  openCheckouts: Partial<Record<CheckoutState, number>>;
  /** How long the longest stalled checkout has waited for a person, in seconds; 0 when none does. */
  oldestStalledSeconds: number;
  /** Shoppers who have asked for a person and have none yet. */
  waitingShoppers: number;
  /** How long the first of them has waited, in seconds; 0 when nobody does. */
  longestWaitSeconds: number;
  /** Units that are set aside for shoppers who are paying. */
  heldUnits: number;
  /** How long the next mail has been due, in seconds; 0 when none is. */
  mailLagSeconds: number;
}

/** Reads the figures; throws when they cannot be had. */
export type ReadShopFigures = () => Promise<ShopFigures>;
