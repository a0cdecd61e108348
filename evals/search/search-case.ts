import type { BaseColour, Department } from '../../domain/index.js';

/** What was said in so many words. A product that breaks any of it is worth nothing. */
export interface Must {
  department?: Department;
  /** One of these. */
  category?: string | readonly string[];
  brand?: string;
  /** Minor units, inclusive. */
  priceMin?: number;
  priceMax?: number;
  /** In one of these colours; together with a size: in one and the same variant. */
  colours?: readonly BaseColour[];
  /** To be had in this size. */
  size?: string;
  /** Nothing of the product may say this. */
  without?: RegExp;
}

/**
 * A thing that somebody might look for, and by what rule a product is judged: 0 to 3. Written from what a
 * shopper would want to see, not from what a search engine gave.
 */
export interface SearchCase {
  query: string;
  must: Must;
  /** In the name: just what was meant, 3. Without it, all that keeps to `must` is. */
  best?: RegExp;
  /** Anywhere: close to it, 2. */
  good?: RegExp;
  /** Anywhere: one would look at it, 1. */
  fair?: RegExp;
  /** Judged by hand: products of the demo catalog by number, with their names, that are worth more than the rules say. */
  byHand?: readonly (readonly [id: number, name: string, grade: 1 | 2 | 3])[];
  /** The shop has no such thing, and should say so instead of showing something else. */
  nothing?: true;
}
