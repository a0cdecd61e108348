import fc from 'fast-check';
import type { Facets } from '../../../activities/ports/index.js';
import type { Constraints } from '../../../domain/index.js';
import { AISLE, type Harness, skuOf } from './harness.js';
import { WISHES } from './promises.js';

/** Counts ways to narrow what was found, and each count is what a search then finds. */
export function describeFacets(shop: () => Harness, newId: () => number, wishes: number): void {
  describe('facets', () => {
    const search = (constraints: Constraints, soldOut?: 'leave_out' | 'mark') =>
      shop().catalog.search({ constraints, facets: true, soldOut });

    it('are counted when asked for, and not otherwise', async () => {
      expect((await shop().catalog.search({ constraints: {} })).facets).toBeUndefined();
      expect((await search({})).facets?.departments.length).toBe(3);
    });

    it('count products, not variants, the most first, equal ones by value', async () => {
      const category = `${AISLE} ${newId()}`;
      const [first, second, third] = [newId(), newId(), newId()];
      await shop().stock(
        {
          id: first,
          category,
          name: 'Thing',
          brand: 'Zeta',
          price: 1_999,
          variants: [
            { size: 'M', colour: 'blue', stock: 1 },
            { size: 'L', colour: 'blue', stock: 0 },
            { size: 'M', colour: 'red', stock: 2 },
          ],
        },
        {
          id: second,
          category,
          name: 'Thing',
          brand: 'Alpha',
          price: 2_000,
          department: 'Women',
          variants: [{ size: 'M', colour: 'blue', stock: 1 }],
        },
        {
          id: third,
          category,
          name: 'Thing',
          brand: 'Zeta',
          price: 99_900,
          variants: [{ size: 'S', colour: 'black', stock: 0 }],
        },
      );
      expect((await search({ category })).facets).toEqual({
        departments: [
          { value: 'Men', count: 2 },
          { value: 'Women', count: 1 },
        ],
        categories: [],
        brands: [
          { value: 'Zeta', count: 2 },
          { value: 'Alpha', count: 1 },
        ],
        sizes: [{ value: 'M', count: 2 }],
        colours: [
          { value: 'blue', count: 2 },
          { value: 'black', count: 1 },
          { value: 'red', count: 1 },
        ],
        prices: [
          { max: 1_999, count: 1 },
          { min: 2_000, max: 3_999, count: 1 },
          { min: 25_000, count: 1 },
        ],
      });
      const marked = await search({ category }, 'mark');
      expect(marked.facets?.sizes).toEqual([
        { value: 'M', count: 2 },
        { value: 'L', count: 1 },
        { value: 'S', count: 1 },
      ]);
      expect((await search({ category, colours: ['red'] })).facets).toMatchObject({
        brands: [{ value: 'Zeta', count: 1 }],
        sizes: [{ value: 'M', count: 1 }],
        colours: [],
      });
      await shop().hold(skuOf(first, 'M', 'blue'), 1, 60_000);
      expect((await search({ category, size: 'M' })).facets?.colours).toEqual([
        { value: 'blue', count: 1 },
        { value: 'red', count: 1 },
      ]);
      expect((await search({ category, priceMin: 1_500, priceMax: 2_500 })).facets?.prices).toEqual([
        { min: 1_500, max: 1_999, count: 1 },
        { min: 2_000, max: 2_500, count: 1 },
      ]);
    });

    it('say what a search with that value finds', async () => {
      await fc.assert(
        fc.asyncProperty(
          WISHES,
          fc.constantFrom(undefined, 'leave_out', 'mark'),
          fc.constantFrom(undefined, 'slim', 'cotton -striped'),
          fc.nat(),
          async (wish, soldOut, text, pick) => {
            const constraints = { ...wish, ...(text ? { text } : {}) };
            const { facets, total } = await search(constraints, soldOut);
            if (!facets) throw new Error('no facets');
            const narrowed = narrowings(facets);
            if (total === 0) expect(narrowed).toEqual([]);
            const chosen = narrowed[pick % Math.max(1, narrowed.length)];
            if (!chosen || facets.estimated) return;
            const found = await search({ ...constraints, ...chosen.constraints }, soldOut);
            expect([chosen.constraints, found.total]).toEqual([chosen.constraints, chosen.count]);
          },
        ),
        { numRuns: Math.ceil(wishes / 2) },
      );
    }, 60_000);
  });
}

function narrowings(facets: Facets): { constraints: Constraints; count: number }[] {
  return [
    ...facets.departments.map(({ value, count }) => ({ constraints: { department: value }, count })),
    ...facets.categories.map(({ value, count }) => ({ constraints: { category: value }, count })),
    ...facets.brands.map(({ value, count }) => ({ constraints: { brand: value }, count })),
    ...facets.sizes.map(({ value, count }) => ({ constraints: { size: value }, count })),
    ...facets.colours.map(({ value, count }) => ({ constraints: { colours: [value] }, count })),
    ...facets.prices.map(({ min, max, count }) => ({
      constraints: {
        ...(min === undefined ? {} : { priceMin: min }),
        ...(max === undefined ? {} : { priceMax: max }),
      },
      count,
    })),
  ];
}
