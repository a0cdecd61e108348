import type { BaseColour, Constraints, Product, ProductId, Relaxation } from '../../domain/index.js';

export interface SearchQuery {
  constraints: Constraints;
  /** Default `relevance`. */
  sort?: 'relevance' | 'price_asc' | 'price_desc' | 'newest';
  /** How many items to skip; default 0. */
  offset?: number;
  /** 1 to 50; default 10. */
  limit?: number;
}

export interface SearchResult {
  /** In order of rank; every one meets every constraint. */
  items: Product[];
  /** How many items meet the constraints in all. */
  total: number;
  /** Empty unless `total` is 0: what to widen, and how many items that frees, most first. */
  relaxations: Relaxation[];
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
