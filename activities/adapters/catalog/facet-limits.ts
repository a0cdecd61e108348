/** How many values of a facet are told, most first. */
export const MOST_FACET_VALUES = { categories: 30, brands: 12, sizes: 20 } as const;

const PRICE_EDGES = [2_000, 4_000, 6_000, 10_000, 15_000, 25_000];

/** The price ranges that matches are counted in; minor units, both bounds inclusive. */
export const PRICE_BUCKETS: readonly { min?: number; max?: number }[] = [undefined, ...PRICE_EDGES].map(
  (min, index) => {
    const edge = PRICE_EDGES[index];
    return { ...(min === undefined ? {} : { min }), ...(edge === undefined ? {} : { max: edge - 1 }) };
  },
);
