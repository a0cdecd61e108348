import type { Pool } from 'pg';
import type { BaseColour, Constraints, Currency, Product, ProductId } from '../../../domain/index.js';
import type { Catalog, SearchQuery, SearchResult, Vocabulary } from '../../ports/index.js';
import { createKnowledge } from './catalog-knowledge.js';
import { findMatches } from './matches.js';
import { readPage } from './page.js';
import { type ProductRow, productsSql, toProduct } from './product-rows.js';
import { findAlsoBought, findSimilar } from './recommendations.js';
import { findRelaxations } from './relaxations.js';
import { toWish, type Wish } from './search-sql.js';
import { readText } from './text/read-text.js';
import { NO_SYNONYMS, type Synonyms } from './text/synonyms.js';
import { NO_WORDS } from './text/text-query.js';

const DEFAULT_LIMIT = 10;
const MOST_ITEMS = 50;
/**
 * Fewer variants of a size and colour than this are read first, and then their products. Where there are
 * more, products are asked one by one whether they have one, and soon enough do.
 */
const RARE_BELOW = 5_000;

export interface PostgresCatalogOptions {
  /** Currency of the labels of relaxations; default USD. Products carry their own. */
  currency?: Currency;
  /** Default: none. */
  synonyms?: Synonyms;
}

/** The catalog in the shop's own Postgres: full text, typo-tolerant, every value a parameter. */
export function createPostgresCatalog(pool: Pool, options: PostgresCatalogOptions = {}): Catalog {
  const { currency = 'USD', synonyms = NO_SYNONYMS } = options;
  const knowledge = createKnowledge(pool);

  async function readerOfWishes({ text, size, colours }: Constraints): Promise<(query: SearchQuery) => Wish> {
    if (!text?.trim() && size === undefined && !colours?.length)
      return (query) => toWish(query, NO_WORDS, false);
    const { words, variantsOf } = await knowledge();
    return (query) => {
      const asked = query.constraints;
      const asksVariant = asked.size !== undefined || Boolean(asked.colours?.length);
      const isRare = asksVariant && variantsOf(asked) < RARE_BELOW;
      return toWish(query, readText(asked.text ?? '', { words, synonyms }), isRare);
    };
  }

  async function search(query: SearchQuery): Promise<SearchResult> {
    const { constraints, sort = 'relevance', facets = false } = query;
    const wishFor = await readerOfWishes(constraints);
    const wish = wishFor(query);
    const matches = await findMatches(pool, wish, { sort, facets });
    const counted = {
      total: matches.total,
      ...(matches.estimated ? { estimated: true as const } : {}),
      ...(matches.facets ? { facets: matches.facets } : {}),
    };
    if (matches.total === 0) {
      const relaxations = await findRelaxations(pool, query, { toWish: wishFor, currency });
      return { ...counted, items: [], relaxations };
    }
    const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MOST_ITEMS);
    const offset = Math.max(query.offset ?? 0, 0);
    const items = await readPage(pool, wish, matches, { sort, offset, limit });
    return { ...counted, items, relaxations: [] };
  }

  return {
    search,
    similar: async (id, options) => getProducts(pool, await findSimilar(pool, id, options)),
    alsoBought: async (id, options) => getProducts(pool, await findAlsoBought(pool, id, options)),
    get: (ids) => getProducts(pool, ids),
    vocabulary: () => readVocabulary(pool),
    version: () => readVersion(pool),
  };
}

async function getProducts(pool: Pool, ids: readonly ProductId[]): Promise<Product[]> {
  if (ids.length === 0) return [];
  const { rows } = await pool.query<ProductRow>({
    name: 'get_products',
    text: productsSql('(select unnest($1::int[]))'),
    values: [ids],
  });
  const byId = new Map(rows.map((row) => [row.id, toProduct(row)]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}

async function readVocabulary(pool: Pool): Promise<Vocabulary> {
  const { rows } = await pool.query<Omit<Vocabulary, 'version'> & { version: string; colours: BaseColour[] }>(
    `select (select version from catalog_state) as version,
            array(select distinct category from products order by category) as categories,
            array(select distinct brand from products order by brand) as brands,
            array(select distinct size from variants order by size) as sizes,
            array(select distinct colour from variants where colour <> 'as shown' order by colour) as colours`,
  );
  const [row] = rows;
  return {
    version: Number(row?.version ?? 0),
    categories: row?.categories ?? [],
    brands: row?.brands ?? [],
    sizes: row?.sizes ?? [],
    colours: row?.colours ?? [],
  };
}

async function readVersion(pool: Pool): Promise<number> {
  const { rows } = await pool.query<{ version: string }>('select version from catalog_state');
  return Number(rows[0]?.version ?? 0);
}
