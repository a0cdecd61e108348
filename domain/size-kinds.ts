import type { Constraints } from './constraints.js';

/** Garments of one family share their sizes, so that a size said for one can be kept for another. */
type Family = 'letters' | 'waist' | 'dress' | 'suit' | 'plus' | 'none';

const FAMILIES: Readonly<Record<string, Family>> = {
  Jeans: 'waist',
  Pants: 'waist',
  'Pants & Capris': 'waist',
  Shorts: 'waist',
  Dresses: 'dress',
  Skirts: 'dress',
  'Jumpsuits & Rompers': 'dress',
  Suits: 'suit',
  'Suits & Sport Coats': 'suit',
  Plus: 'plus',
  Accessories: 'none',
  Socks: 'none',
  'Socks & Hosiery': 'none',
};
const LETTER = /^(?:X{0,3}[SL]|M)$/;
/** Sizes in letters are also printed on these. */
const ALSO_IN_LETTERS: ReadonlySet<Family> = new Set(['letters', 'dress']);

/**
 * Whether a size that was said for one search makes sense in the next. Children's sizes go by age and fit
 * all their clothes.
 */
export function fitsCategory(size: string, before: Constraints, next: Constraints): boolean {
  if (next.category === undefined) return before.category === undefined;
  const family = familyOf(next.category);
  if (family === 'none') return false;
  if (LETTER.test(size)) return ALSO_IN_LETTERS.has(family);
  if (before.department === 'Kids') return true;
  return before.category !== undefined && familyOf(before.category) === family;
}

function familyOf(category: string): Family {
  return FAMILIES[category] ?? 'letters';
}
