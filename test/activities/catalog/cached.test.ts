import { createMemoryCache } from '../../../activities/adapters/cache/memory.js';
import { createCachedCatalog, queryKey } from '../../../activities/adapters/catalog/cached.js';
import type { Cache, Catalog, SearchResult, Vocabulary } from '../../../activities/ports/index.js';

const RESULT: SearchResult = { items: [], total: 0, relaxations: [] };
const WORDS: Vocabulary = { version: 1, categories: ['Jeans'], brands: [], sizes: [], colours: [] };

/** A catalog that counts its calls and whose version a test sets. */
function countingCatalog() {
  const calls = { search: 0, vocabulary: 0, version: 0, get: 0 };
  const state = { version: 1, fails: false };
  const catalog: Catalog = {
    async search() {
      calls.search++;
      await new Promise(setImmediate);
      if (state.fails) throw new Error('the catalog is gone');
      return { ...RESULT, total: state.version };
    },
    async get() {
      calls.get++;
      return [];
    },
    similar: async () => [],
    alsoBought: async () => [],
    async vocabulary() {
      calls.vocabulary++;
      return { ...WORDS, version: state.version };
    },
    async version() {
      calls.version++;
      return state.version;
    },
  };
  return { catalog, calls, state };
}

const deadCache: Cache = {
  get: async () => undefined,
  set: async () => undefined,
  lock: async () => 'unavailable',
  unlock: async () => undefined,
  ping: async () => false,
  close: async () => undefined,
};

describe('a catalog behind a cache', () => {
  it('searches once for the same wish, and once more after a change', async () => {
    const { catalog, calls, state } = countingCatalog();
    const cached = createCachedCatalog(catalog, createMemoryCache());
    const search = () => cached.search({ constraints: { category: 'Jeans' } });
    expect([(await search()).total, (await search()).total]).toEqual([1, 1]);
    expect(calls).toMatchObject({ search: 1, version: 2 });
    state.version = 2;
    expect((await search()).total).toBe(2);
    expect(calls.search).toBe(2);
  });

  it('lets a hundred callers at one time share one search', async () => {
    const { catalog, calls } = countingCatalog();
    const cached = createCachedCatalog(catalog, deadCache);
    await Promise.all(Array.from({ length: 100 }, () => cached.search({ constraints: {} })));
    expect(calls.search).toBe(1);
  });

  it('still searches when the cache is gone', async () => {
    const { catalog, calls } = countingCatalog();
    const cached = createCachedCatalog(catalog, deadCache);
    await cached.search({ constraints: {} });
    await cached.search({ constraints: {} });
    expect(calls.search).toBe(2);
  });

  it('tells everyone of a failure, and tries anew the next time', async () => {
    const { catalog, calls, state } = countingCatalog();
    const cached = createCachedCatalog(catalog, createMemoryCache());
    state.fails = true;
    const outcomes = await Promise.allSettled([1, 2, 3].map(() => cached.search({ constraints: {} })));
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    state.fails = false;
    expect((await cached.search({ constraints: {} })).total).toBe(1);
    expect(calls.search).toBe(2);
  });

  it('never caches products by id', async () => {
    const { catalog, calls } = countingCatalog();
    const cached = createCachedCatalog(catalog, createMemoryCache());
    await cached.get([]);
    await cached.get([]);
    expect(calls.get).toBe(2);
  });

  it('reads the words once for a version, and brings new ones without anybody waiting', async () => {
    const { catalog, calls, state } = countingCatalog();
    const cached = createCachedCatalog(catalog, createMemoryCache());
    await cached.vocabulary();
    expect((await cached.vocabulary()).version).toBe(1);
    expect(calls.vocabulary).toBe(1);
    state.version = 2;
    expect((await cached.vocabulary()).version).toBe(1);
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    expect((await cached.vocabulary()).version).toBe(2);
    expect(calls.vocabulary).toBe(2);
  });
});

describe('the key of a query', () => {
  it('is the same for wishes that mean the same', () => {
    expect(
      queryKey({ constraints: { colours: ['red', 'blue'], text: ' Slim  Fit ', size: 'm', brand: 'Acme' } }),
    ).toBe(
      queryKey({
        limit: 10,
        offset: 0,
        sort: 'relevance',
        constraints: { brand: 'ACME', size: 'M', text: 'slim fit', colours: ['blue', 'red', 'blue'] },
      }),
    );
  });

  it('differs wherever the answer may', () => {
    const keys = [
      {},
      { priceMin: 1 },
      { priceMax: 1 },
      { size: 'M' },
      { department: 'Men' as const },
      { category: 'Jeans' },
      { brand: 'M' },
      { text: 'm' },
      { colours: ['red' as const] },
    ].map((constraints) => queryKey({ constraints }));
    const paged = [{ offset: 10 }, { limit: 5 }, { sort: 'newest' as const }].map((rest) =>
      queryKey({ constraints: {}, ...rest }),
    );
    expect(new Set([...keys, ...paged]).size).toBe(keys.length + paged.length);
  });
});
