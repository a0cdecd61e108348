/**
 * Splits a whole amount by weights so that nothing is lost or made: every share is rounded down, and
 * the units left over go to the largest remainders (Hamilton's method). Which of equal remainders
 * comes first is decided by `names`, so that the order of the parts does not matter.
 * @param amount a whole number of minor units, not negative.
 * @param weights whole numbers, not negative. Where all are zero, `amount` must be zero too.
 */
export function allocate(
  amount: number,
  weights: readonly number[],
  names: readonly string[] = [],
): number[] {
  const total = weights.reduce((sum, weight) => sum + BigInt(weight), 0n);
  if (total === 0n) {
    if (amount !== 0) throw new Error('an amount cannot be shared among parts that weigh nothing');
    return weights.map(() => 0);
  }
  // The products of two amounts can pass 2^53.
  const exact = weights.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((product) => Number(product / total));
  const left = amount - shares.reduce((sum, share) => sum + share, 0);
  const byRemainder = exact
    .map((product, index) => ({ index, remainder: product % total, name: names[index] ?? '' }))
    .sort((a, b) => Number(b.remainder - a.remainder) || compare(a.name, b.name) || a.index - b.index);
  for (const { index } of byRemainder.slice(0, left)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}

const compare = (a: string, b: string) => (a < b ? -1 : Number(a > b));
