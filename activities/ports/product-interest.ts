import type { ProductId, ShopperId } from '../../domain/index.js';

export interface PairsRefreshed {
  /** How many products something is recommended with now. */
  products: number;
  /** How many pairs there are in all. */
  pairs: number;
  /** Views that were older than what counts, and are forgotten now. */
  forgottenViews: number;
}

/** What shoppers look at, and what follows from it for others. */
export interface ProductInterest {
  /**
   * Notes that a shopper has looked at a product; once a day for each, and no more than 200 products a day.
   * A shopper or a product that is not known is not noted.
   */
  viewed(shopperId: ShopperId, productId: ProductId): Promise<void>;
  /**
   * Works out anew what is bought together, from orders, carts and views of the last year. Readers see the pairs of
   * before until all are new; of two at a time one does nothing and returns `undefined`.
   */
  refreshPairs(): Promise<PairsRefreshed | undefined>;
}
