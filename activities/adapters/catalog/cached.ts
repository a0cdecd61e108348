import type { Product, ProductId } from '../../../domain/index.js';
import type {
  Cache,
  Catalog,
  RecommendationOptions,
  SearchQuery,
  SearchResult,
  Vocabulary,
} from '../../ports/index.js';
import { type CacheOutcome, createCacheAside } from '../cache/cache-aside.js';

export interface CachedCatalogOptions {
  /**
   * How long a search may be repeated from the cache, and how much longer while it is done anew behind it; default
   * 30 s and 30 s. Price and stock changes show at once all the same, because they change the version, which is
   * part of the key; holds and their ends do not, and show within this time.
   */
  searchTtlMs?: number;
  searchStaleMs?: number;
  /** How long it may be repeated that nothing was found; default 5 s. */
  nothingTtlMs?: number;
  /** How long the words of one catalog version are kept; default an hour. */
  vocabularyTtlMs?: number;
  /** How long it is kept which products go with one, and how much longer behind a renewal; default 5 min and an hour. */
  recommendationsTtlMs?: number;
  recommendationsStaleMs?: number;
  /** Told of every read, for the metrics. */
  onOutcome?: (name: string, outcome: CacheOutcome) => void;
}

/**
 * A catalog behind a cache. Every search reads the version from the catalog itself, so that a change is
 * visible in the next reply; then it costs one look into the cache. After a change the words of the
 * version before serve until the new ones are read, for words change rarely and versions often.
 * `get` is not cached: it serves carts and cards, whose figures must be those of now. For the same reason it is
 * kept which products are recommended, and not what they cost. That an id is unknown is not kept either: to find
 * that out costs no more than to read the version.
 */
export function createCachedCatalog(
  catalog: Catalog,
  cache: Cache,
  options: CachedCatalogOptions = {},
): Catalog {
  const { searchTtlMs = 30_000, searchStaleMs = 30_000, nothingTtlMs = 5_000 } = options;
  const { vocabularyTtlMs = 3_600_000, onOutcome } = options;
  const { recommendationsTtlMs = 300_000, recommendationsStaleMs = 3_600_000 } = options;

  const searches = createCacheAside<SearchResult>({
    cache,
    name: 'search',
    ttlMs: searchTtlMs,
    staleForMs: searchStaleMs,
    isNegative: ({ total }) => total === 0,
    negativeTtlMs: Math.min(nothingTtlMs, searchTtlMs),
    onOutcome,
  });
  const vocabularies = createCacheAside<Vocabulary>({
    cache,
    name: 'vocabulary',
    ttlMs: vocabularyTtlMs,
    onOutcome,
  });
  const recommended = (name: string) =>
    createCacheAside<ProductId[]>({
      cache,
      name,
      ttlMs: recommendationsTtlMs,
      staleForMs: recommendationsStaleMs,
      isNegative: (ids) => ids.length === 0,
      negativeTtlMs: Math.min(nothingTtlMs, recommendationsTtlMs),
      onOutcome,
    });
  const alike = recommended('similar');
  const bought = recommended('also_bought');
  let words: Vocabulary | undefined;

  function keepWords(newer: Vocabulary): Vocabulary {
    if (!words || newer.version >= words.version) words = newer;
    return words;
  }

  return {
    async search(query) {
      const version = await catalog.version();
      return searches.read(`${version}:${queryKey(query)}`, () => catalog.search(query));
    },
    async vocabulary() {
      const version = await catalog.version();
      if (words?.version === version) return words;
      const refreshed = vocabularies.read(String(version), () => catalog.vocabulary());
      if (!words) return refreshed.then(keepWords);
      refreshed.then(keepWords, () => undefined);
      return words;
    },
    async similar(id, wish) {
      const find = async () => idsOf(await catalog.similar(id, wish));
      const products = await catalog.get(await alike.read(keyOf(id, wish), find));
      return [...products.filter(canBeBought), ...products.filter((product) => !canBeBought(product))];
    },
    async alsoBought(id, wish) {
      const find = async () => idsOf(await catalog.alsoBought(id, wish));
      return (await catalog.get(await bought.read(keyOf(id, wish), find))).filter(canBeBought);
    },
    get: (ids) => catalog.get(ids),
    version: () => catalog.version(),
  };
}

const keyOf = (id: ProductId, { limit }: RecommendationOptions = {}) => `${id}:${limit ?? ''}`;
const idsOf = (products: readonly Product[]) => products.map(({ id }) => id);
const canBeBought = ({ variants }: Product) => variants.some(({ available }) => available > 0);

/** One key for queries that mean the same: fields in a fixed order, words without case and extra spaces. */
export function queryKey(query: SearchQuery): string {
  const { constraints, sort = 'relevance', offset = 0, limit = 10, ...rest } = query;
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
    // Whatever else a query may say: two that differ must never share an answer.
    ...Object.entries(rest)
      .filter(([, value]) => value !== undefined)
      .sort(([one], [other]) => (one < other ? -1 : 1)),
  ]);
}
