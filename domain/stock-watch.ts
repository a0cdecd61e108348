import { z } from 'zod';
import type { ProductId, Sku } from './ids.js';
import type { BaseColour } from './product.js';

export const StockWatchId = z.uuid().brand<'StockWatchId'>();
export type StockWatchId = z.infer<typeof StockWatchId>;

/** What somebody wants to be told of: a product, and as much of its variant as was said. */
export interface StockWish {
  productId: ProductId;
  sku?: Sku;
  size?: string;
  colours?: BaseColour[];
}

/** What became of the wish to be told. Only `watching` is a promise. */
export type StockWatchOutcome =
  | { kind: 'watching'; sku: Sku }
  /** It can be had now. */
  | { kind: 'in_stock' }
  /** Several variants that are sold out could be meant. */
  | { kind: 'which_variant' }
  | { kind: 'unknown_product' }
  /** The conversation has as many promises as it can. */
  | { kind: 'too_many' };
