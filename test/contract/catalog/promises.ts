import fc from 'fast-check';
import type { Catalog } from '../../../activities/ports/index.js';
import { BaseColour, type Constraints, comesIn, Department, type Product } from '../../../domain/index.js';

/** Wishes that the demo catalog meets more or less. */
export const WISHES: fc.Arbitrary<Constraints> = fc.record(
  {
    priceMin: fc.integer({ min: 0, max: 12_000 }),
    priceMax: fc.integer({ min: 500, max: 20_000 }),
    size: fc.constantFrom('XS', 'S', 'M', 'L', 'XL', '28', '32', '34', '6', '2T', 'One Size', '99'),
    department: fc.constantFrom(...Department.options),
    category: fc.constantFrom('Jeans', 'Dresses', 'Tops & Tees', 'Socks', 'Sweaters', 'Accessories', 'Swim'),
    brand: fc.constantFrom('Northbeam', 'Harlow & Finch', 'Tidewell', 'Nobody'),
    colours: fc.uniqueArray(fc.constantFrom(...BaseColour.options), { minLength: 1, maxLength: 3 }),
  },
  { requiredKeys: [] },
);

/** Never shows what breaks a constraint, never counts wrongly what it offers to relax. */
export function keepsItsPromises(catalog: () => Catalog, wishes: number): void {
  it('never shows an item that breaks a constraint, whatever is asked for', async () => {
    await fc.assert(
      fc.asyncProperty(
        WISHES,
        fc.constantFrom('relevance', 'price_asc', 'newest'),
        fc.constantFrom(undefined, 'leave_out', 'mark'),
        // Nothing is forgiven to constraints because words are forgiven slips, synonyms and other forms.
        fc.constantFrom(undefined, 'slim', 'florel', 'strpied shirts', '-cotton'),
        async (wish, sort, soldOut, text) => {
          const constraints = { ...wish, ...(text ? { text } : {}) };
          const { items, total } = await catalog().search({ constraints, sort, soldOut, limit: 50 });
          expect(items.length).toBe(Math.min(total, 50));
          for (const item of items) expect(broken(item, constraints, soldOut)).toEqual([]);
        },
      ),
      { numRuns: wishes },
    );
  }, 60_000);

  it('offers no relaxation that frees another number than it says', async () => {
    await fc.assert(
      fc.asyncProperty(WISHES, fc.constantFrom(undefined, 'slim', 'florel', 'qwxz'), async (wish, text) => {
        const constraints = { ...wish, ...(text ? { text } : {}) };
        const { total, relaxations } = await catalog().search({ constraints });
        if (total > 0) expect(relaxations).toEqual([]);
        const counts = relaxations.map(({ count }) => count);
        expect(counts).toEqual(counts.toSorted((a, b) => b - a));
        for (const relaxation of relaxations) {
          const relaxed = await catalog().search({ constraints: relaxation.constraints });
          expect([relaxation.label, relaxed.total]).toEqual([relaxation.label, relaxation.count]);
        }
      }),
      { numRuns: Math.ceil(wishes * 0.4) },
    );
  }, 60_000);
}

/** The names of the constraints that a product breaks, judged without the catalog's own code. */
function broken(product: Product, wish: Constraints, soldOut?: 'leave_out' | 'mark'): string[] {
  const mustBeThere = soldOut === undefined ? wish.size !== undefined : soldOut === 'leave_out';
  const { price, department, category, brand, variants } = product;
  const breaks: Record<string, boolean> = {
    priceMin: price.amount < (wish.priceMin ?? 0),
    priceMax: price.amount > (wish.priceMax ?? Number.POSITIVE_INFINITY),
    department: department !== (wish.department ?? department),
    category: category !== (wish.category ?? category),
    brand: brand !== (wish.brand ?? brand),
    variant: !variants.some(
      ({ size, colour, available }) =>
        size === (wish.size ?? size) &&
        (!wish.colours || comesIn(colour, wish.colours)) &&
        (!mustBeThere || available > 0),
    ),
  };
  return Object.keys(breaks).filter((name) => breaks[name]);
}
