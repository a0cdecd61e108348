import type { Cache, Catalog, SearchQuery, SearchResult, Vocabulary } from '../../ports/index.js';

export interface CachedCatalogOptions {
  /**
   * How long a search may be repeated from the cache; default 30 s. Price and stock changes show at once
   * all the same, because they change the version; holds and their ends do not, and show within this time.
   */
  searchTtlMs?: number;
  /** How long the words of one catalog version are kept; default an hour. */
  vocabularyTtlMs?: number;
}

/**
 * A catalog behind a cache. Every call reads the version from the catalog itself, so that a change is
 * visible in the next reply; then it costs one look into the cache. Calls for one key at one time
 * share one search. After a change the words of the version before serve until the new ones are read,
 * for words change rarely and versions often. `get` is not cached: it serves carts and cards, whose figures must be those of now.
 */
export function createCachedCatalog(
  catalog: Catalog,
  cache: Cache,
  options: CachedCatalogOptions = {},
): Catalog {
  const { searchTtlMs = 30_000, vocabularyTtlMs = 3_600_000 } = options;
  const underWay = new Map<string, Promise<unknown>>();
  let words: Vocabulary | undefined;

  function keepWords(newer: Vocabulary): Vocabulary {
    if (!words || newer.version >= words.version) words = newer;
    return words;
  }

  async function remembered<T>(key: string, ttlMs: number, find: () => Promise<T>): Promise<T> {
    const waiting = underWay.get(key);
    if (waiting) return waiting as Promise<T>;
    const work = lookUp(key, ttlMs, find).finally(() => underWay.delete(key));
    underWay.set(key, work);
    return work;
  }

  async function lookUp<T>(key: string, ttlMs: number, find: () => Promise<T>): Promise<T> {
    const kept = await cache.get(key);
    if (kept !== undefined) return kept as T;
    const found = await find();
    // Nobody has to wait for the cache to take it.
    void cache.set(key, found, ttlMs);
    return found;
  }

  return {
    async search(query) {
      const version = await catalog.version();
      const key = `search:${version}:${queryKey(query)}`;
      return remembered<SearchResult>(key, searchTtlMs, () => catalog.search(query));
    },
    async vocabulary() {
      const version = await catalog.version();
      if (words?.version === version) return words;
      const refreshed = remembered<Vocabulary>(`vocabulary:${version}`, vocabularyTtlMs, () =>
        catalog.vocabulary(),
      );
      if (!words) return refreshed.then(keepWords);
      refreshed.then(keepWords, () => undefined);
      return words;
    },
    similar: (id, options) => catalog.similar(id, options),
    alsoBought: (id, options) => catalog.alsoBought(id, options),
    get: (ids) => catalog.get(ids),
    version: () => catalog.version(),
  };
}

/** One key for queries that mean the same: fields in a fixed order, words without case and extra spaces. */
export function queryKey({ constraints, sort = 'relevance', offset = 0, limit = 10 }: SearchQuery): string {
  const { priceMin, priceMax, size, department, category, brand, colours, text } = constraints;
  return JSON.stringify([
    sort,
    offset,
    limit,
    priceMin ?? null,
    priceMax ?? null,
    size?.toLowerCase() ?? null,
    department ?? null,
    category ?? null,
    brand?.toLowerCase() ?? null,
    colours?.length ? [...new Set(colours)].sort() : null,
    text?.trim().toLowerCase().replace(/\s+/g, ' ') || null,
  ]);
}
