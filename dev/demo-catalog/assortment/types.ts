import type { BaseColour, Department } from '../../../domain/index.js';
import type { SizeScale } from '../size-scales.js';

/** A list that is never empty, so that picking from it always gives something. */
export type Some<T> = readonly [T, ...T[]];

/** What the shop sells of one category to one department. */
export interface Range {
  department: Department;
  /** How much of the shop this is, against the other ranges. */
  share: number;
  /** Whole currency units before the brand's level: cheapest, usual, dearest. */
  price: readonly [low: number, usual: number, high: number];
  sizes: SizeScale;
  nouns: Some<string>;
}

export interface CategoryAssortment {
  category: string;
  colours: Some<BaseColour>;
  /** Words before the noun: cuts, materials, patterns. */
  styles: Some<string>;
  fabrics: Some<string>;
  ranges: Some<Range>;
}

/** Short for the tables beside this file. */
export function range(
  department: Department,
  share: number,
  price: Range['price'],
  sizes: SizeScale,
  nouns: Some<string>,
): Range {
  return { department, share, price, sizes, nouns };
}
