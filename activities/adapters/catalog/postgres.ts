import { createHash } from 'node:crypto';
import type { Pool } from 'pg';
import type { BaseColour, Currency, Product, ProductId, Relaxation } from '../../../domain/index.js';
import type { Catalog, SearchQuery, SearchResult, Vocabulary } from '../../ports/index.js';
import { type ProductRow, productsSql, toProduct } from './product-rows.js';
import { findAlsoBought, findSimilar } from './recommendations.js';
import { findRelaxations } from './relaxations.js';
import { buyableSql, hasWords, orderSql, Statement, type TextMode, whereSql } from './search-sql.js';

const DEFAULT_LIMIT = 10;
const MOST_ITEMS = 50;

export interface PostgresCatalogOptions {
  /** Currency of the labels of relaxations; default USD. Products carry their own. */
  currency?: Currency;
}

interface Page {
  items: Product[];
  total: number;
}

/** The catalog in the shop's own Postgres: full text, typo-tolerant, every value a parameter. */
export function createPostgresCatalog(pool: Pool, options: PostgresCatalogOptions = {}): Catalog {
  const currency = options.currency ?? 'USD';

  async function search(query: SearchQuery): Promise<SearchResult> {
    const exact = await findPage(pool, query, 'exact');
    if (exact.total > 0) return { ...exact, relaxations: [] };
    if (hasWords(query.constraints.text)) {
      const forgiving = await findPage(pool, query, 'fuzzy');
      if (forgiving.total > 0) return { ...forgiving, relaxations: [] };
    }
    const relaxations: Relaxation[] = await findRelaxations(pool, query.constraints, currency);
    return { items: [], total: 0, relaxations };
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

/** One round trip: counts what matches, ranks it, and reads one page with live availability. */
async function findPage(pool: Pool, query: SearchQuery, mode: TextMode): Promise<Page> {
  const statement = new Statement();
  const text = pageSql(query, mode, statement);
  const { rows } = await pool.query<{ total: number } & (ProductRow | { id: null })>({
    text,
    values: statement.values,
    // Planning costs more than running; a prepared statement is planned once for each connection.
    ...(mode === 'exact' ? { name: statementName(text) } : {}),
  });
  return {
    total: rows[0]?.total ?? 0,
    items: rows.flatMap((row) => (row.id === null ? [] : [toProduct(row)])),
  };
}

/**
 * What can be bought comes before what cannot. Walking down the ranking until the page is full asks a
 * few products whether they can be bought, instead of all of them.
 */
function pageSql(query: SearchQuery, mode: TextMode, statement: Statement): string {
  const { constraints } = query;
  const where = whereSql(constraints, mode, statement);
  const order = orderSql(query, mode, statement);
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MOST_ITEMS);
  const offset = Math.max(query.offset ?? 0, 0);
  const from = statement.bind(offset, 'bigint');
  const to = statement.bind(offset + limit, 'bigint');
  // Where a size is asked for, all that was found can be bought.
  const buyable = constraints.size === undefined ? buyableSql(constraints, 'ranked.id', statement) : 'true';
  return `
    with found as materialized (
      select p.id, row_number() over (order by ${order}) as place from products p where ${where}
    ), buyable as materialized (
      select id, place from (select id, place from found order by place offset 0) ranked
      where ${buyable} limit ${to}
    ), sold_out as (
      select id, place from (select id, place from found order by place offset 0) ranked
      where (select count(*) from buyable) < ${to} and (${buyable}) is null limit ${to}
    ), page as (
      select id, rank from (
        select id, row_number() over (order by sold_out, place) as rank from (
          select id, place, false as sold_out from buyable
          union all select id, place, true from sold_out) both_kinds
      ) numbered where rank > ${from} and rank <= ${to}
    )
    select totals.total, product.* from (select count(*)::int as total from found) totals
    left join (page join (${productsSql('(select id from page)')}) product using (id)) on true
    order by page.rank`;
}

/** Statements of one shape share a name; Postgres allows 63 characters. */
function statementName(sql: string): string {
  return `search_${createHash('sha1').update(sql).digest('hex')}`;
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
