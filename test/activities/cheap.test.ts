import { limitCheap } from '../../activities/cheap.js';
import type { SearchQuery, SearchResult } from '../../activities/ports/index.js';
import type { Constraints, Understanding } from '../../domain/index.js';

/** Things of one kind, at these prices. */
function catalogOf(prices: readonly number[]) {
  const queries: SearchQuery[] = [];
  const sorted = [...prices].sort((a, b) => a - b);
  const search = async (query: SearchQuery): Promise<SearchResult> => {
    queries.push(query);
    const items = sorted
      .slice(query.offset ?? 0, (query.offset ?? 0) + 1)
      .map((amount) => ({ price: { amount } }));
    return { items, total: sorted.length, relaxations: [] } as unknown as SearchResult;
  };
  return { search, queries };
}
const cheap = (intent: 'search' | 'refine', slots: Constraints = {}): Understanding => ({
  intent,
  slots,
  cheap: true,
  sort: 'price_asc',
  confidence: 1,
  engine: 'rules',
});
const nothing = { constraints: {} };
const NINE = [900, 1_000, 2_550, 3_000, 4_000, 5_000, 6_000, 7_000, 8_000];

test('is the lower third of what the kind costs, up to a whole unit of money', async () => {
  const catalog = catalogOf(NINE);
  const read = await limitCheap(
    cheap('search', { category: 'Jeans', colours: ['blue'] }),
    nothing,
    catalog,
    'USD',
  );
  expect(read).toMatchObject({
    cheap: true,
    slots: { category: 'Jeans', colours: ['blue'], priceMax: 2_600 },
  });
  // The price of jeans does not depend on which of them somebody likes.
  for (const { constraints } of catalog.queries) expect(constraints).toEqual({ category: 'Jeans' });
});

test('of yen there are no parts', async () => {
  const read = await limitCheap(cheap('search', { category: 'Jeans' }), nothing, catalogOf(NINE), 'JPY');
  expect(read.slots.priceMax).toBe(2_550);
});

test('a refinement is cheap for what was looked for, and for whom', async () => {
  const catalog = catalogOf(NINE);
  const before = { constraints: { category: 'Dresses', department: 'Women', priceMax: 9_000 } as const };
  expect((await limitCheap(cheap('refine'), before, catalog, 'USD')).slots).toEqual({ priceMax: 2_600 });
  expect(catalog.queries[0]?.constraints).toEqual({ category: 'Dresses', department: 'Women' });
});

test.each([
  ['where no kind of thing is named', {}, NINE],
  ['where there is next to nothing of the kind', { category: 'Jeans' }, [900, 1_000]],
])('stays a matter of sorting %s', async (_when, slots, prices) => {
  const read = await limitCheap(cheap('search', slots), nothing, catalogOf(prices), 'USD');
  expect(read).toEqual({ ...cheap('search', slots), cheap: undefined });
});

test('each act of a message has its own, and what is not cheap asks nothing', async () => {
  const catalog = catalogOf(NINE);
  const plain: Understanding = { intent: 'add_to_cart', slots: {}, confidence: 1, engine: 'rules' };
  const both = { ...plain, next: [cheap('search', { category: 'Socks' })] };
  expect((await limitCheap(both, nothing, catalog, 'USD')).next?.[0]?.slots.priceMax).toBe(2_600);
  expect(await limitCheap(plain, nothing, { search: () => Promise.reject(new Error('asked')) }, 'USD')).toBe(
    plain,
  );
});
