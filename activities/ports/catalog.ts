import type {
  BaseColour,
  Constraints,
  Department,
  Product,
  ProductId,
  Relaxation,
} from '../../domain/index.js';

export interface SearchQuery {
  constraints: Constraints;
  /** Default `relevance`. Equal ones go by id, so that pages never overlap. */
  sort?: 'relevance' | 'price_asc' | 'price_desc' | 'newest';
  /** How many items to skip; default 0. */
  offset?: number;
  /** 1 to 50; default 10. */
  limit?: number;
  /**
   * What becomes of products that are sold out in the size and the colours asked for, or altogether where
   * none is asked for: `leave_out`, or `mark`: they come after all that can be bought, and their variants
   * say `available: 0`. Default: `leave_out` where a size is asked for, else `mark`.
   */
  soldOut?: 'leave_out' | 'mark';
  /** Whether to count facets; default false. */
  facets?: boolean;
}

export interface SearchResult {
  /** In order of rank; every one meets every constraint. */
  items: Product[];
  /** How many items meet the constraints in all. */
  total: number;
  /**
   * Set when more items match than are counted one by one: `total` is then scaled up from an even sample
   * of them, and to be shown as "about".
   */
  estimated?: true;
  /** There when asked for. */
  facets?: Facets;
  /** Empty unless `total` is 0: what to widen, and how many items that frees, most first. */
  relaxations: Relaxation[];
}

/**
 * Ways to narrow what was found. Each count is the `total` of a search with that value added to the
 * constraints. The most first, equal ones by value; values that nothing has are left out. What is
 * constrained already is not counted again: that list is empty (prices are counted within their range).
 */
export interface Facets {
  departments: FacetCount<Department>[];
  /** At most 30. */
  categories: FacetCount[];
  /** At most 12. */
  brands: FacetCount[];
  /** At most 20. Where sold out is left out, or a size would have it left out: what can be bought in that size. */
  sizes: FacetCount[];
  colours: FacetCount<BaseColour>[];
  /** From cheap to dear; see `PRICE_BUCKETS` of the adapters. */
  prices: PriceCount[];
  /** Set when some of the counts are scaled up from an even sample; to be shown as "about". */
  estimated?: true;
}

export interface FacetCount<Value extends string = string> {
  value: Value;
  count: number;
}

/** Bounds in minor units, both inclusive; one that is absent is open. */
export interface PriceCount {
  min?: number;
  max?: number;
  count: number;
}

/** The words the catalog itself uses; the gazetteers of understanding are made of them. */
export interface Vocabulary {
  version: number;
  categories: string[];
  brands: string[];
  sizes: string[];
  colours: BaseColour[];
}

export interface RecommendationOptions {
  /** 1 to 24; default 6. */
  limit?: number;
}

/** Finds products. Prices and availability are those of the moment of the call. */
export interface Catalog {
  search(query: SearchQuery): Promise<SearchResult>;
  /**
   * Products of the same category and department, most alike first: words of the name, brand, price and
   * colours; what can be bought comes before what cannot. Empty for an unknown id.
   */
  similar(id: ProductId, options?: RecommendationOptions): Promise<Product[]>;
  /**
   * What shoppers who were interested in this product have bought, strongest connection first; what is sold out
   * is left out. Empty where too few shoppers say so: nothing is made up to fill the list.
   */
  alsoBought(id: ProductId, options?: RecommendationOptions): Promise<Product[]>;
  /** Products in the order of `ids`; unknown ids are left out. */
  get(ids: readonly ProductId[]): Promise<Product[]>;
  vocabulary(): Promise<Vocabulary>;
  /** Grows with every price, stock or product change; part of every cache key. */
  version(): Promise<number>;
}
