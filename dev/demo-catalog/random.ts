/** A stream of repeatable numbers: the same seed always gives the same stream. */
export interface Random {
  /** 0 inclusive to 1 exclusive. */
  next(): number;
  /** A whole number, both ends inclusive. */
  between(low: number, high: number): number;
  /** Whether something that happens `share` of the time happens now. */
  chance(share: number): boolean;
  pick<T>(from: readonly [T, ...T[]]): T;
  /** `count` different members (all of them when there are fewer), in their original order. */
  sample<T>(from: readonly T[], count: number): T[];
}

/**
 * Mulberry32 behind a hash of all seeds, so that product 7 is the same whether or not products 1 to 6
 * were made before it.
 */
export function createRandom(...seeds: readonly number[]): Random {
  let state = seeds.reduce((hash, seed) => mix(hash ^ mix(seed + 0x9e3779b9)), 0x2545f491);

  function next(): number {
    state = (state + 0x6d2b79f5) | 0;
    return mix(state) / 2 ** 32;
  }
  const between = (low: number, high: number) => low + Math.floor(next() * (high - low + 1));

  return {
    next,
    between,
    chance: (share) => next() < share,
    pick: (from) => from[between(0, from.length - 1)] ?? from[0],
    sample(from, count) {
      const chosen = new Set<number>();
      const wanted = Math.min(count, from.length);
      while (chosen.size < wanted) chosen.add(between(0, from.length - 1));
      return from.filter((_, index) => chosen.has(index));
    },
  };
}

/** An avalanche of the bits of a 32-bit number; unsigned. */
function mix(value: number): number {
  let bits = value | 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
