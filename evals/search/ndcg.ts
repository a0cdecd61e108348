/**
 * Normalised discounted cumulative gain at 10 (Järvelin and Kekäläinen 2002, with gains of 2^grade - 1): 1 when
 * no order of all products would have shown better ones first.
 * @param shown grades of what was shown, in order; @param all grades of everything in the catalog.
 * @returns undefined where the catalog has nothing that is worth anything
 */
export function ndcgAt10(shown: readonly number[], all: readonly number[]): number | undefined {
  const ideal = gainOf(all.toSorted((a, b) => b - a));
  return ideal === 0 ? undefined : gainOf(shown) / ideal;
}

function gainOf(grades: readonly number[]): number {
  return grades.slice(0, 10).reduce((sum, grade, place) => sum + (2 ** grade - 1) / Math.log2(place + 2), 0);
}
