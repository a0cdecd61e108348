/** Sizes in letters, from small to large. */
export const LETTER_SIZES: readonly string[] = ['XXS', 'XS', 'S', 'M', 'L', 'XL', 'XXL', 'XXXL'];

/** Compares sizes as people list them: letters from small to large, then numbers; what is neither keeps its place. */
export function bySize(one: string, other: string): number {
  return rank(one) - rank(other) || (Number.parseFloat(one) || 0) - (Number.parseFloat(other) || 0);
}

function rank(size: string): number {
  const letter = LETTER_SIZES.indexOf(size);
  return letter < 0 ? LETTER_SIZES.length : letter;
}
