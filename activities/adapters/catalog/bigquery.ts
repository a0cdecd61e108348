import { z } from 'zod';
import type { Product, ProductId, Relaxation } from '../../../domain/index.js';
import type { Catalog, RecommendationOptions, SearchQuery, SearchResult } from '../../ports/index.js';
import type { TableName } from '../bigquery/identifiers.js';
import type { BigQueryJobs } from '../bigquery/jobs.js';
import { Parameters } from '../bigquery/parameters.js';
import type { Availability } from './availability.js';
import { readItems, skusOf, toProduct } from './bigquery-items.js';
import type { OrderItemsTable } from './bigquery-order-items.js';
import { alsoBoughtByModelSql, alsoBoughtSql, similarSql } from './bigquery-recommendations.js';
import { planRelaxations } from './bigquery-relaxations.js';
import { facetsOf, rowsOf, SearchRow } from './bigquery-rows.js';
import { itemJsonSql, type SearchContext, searchSql } from './bigquery-search-sql.js';
import { type CatalogTable, checkColumns, offersSql } from './bigquery-table.js';
import { readVocabulary, readWords } from './bigquery-words.js';
import { DEFAULT_LIMIT, MOST_ITEMS } from './recommendations.js';
import type { RelaxationDeps } from './relaxations.js';
import { toWish } from './search-sql.js';
import type { CatalogWords } from './text/catalog-words.js';
import { readText } from './text/read-text.js';
import { NO_SYNONYMS, type Synonyms } from './text/synonyms.js';
import type { TextQuery } from './text/text-query.js';

export interface BigQueryCatalogOptions {
  /** The merchant's products. */
  table: CatalogTable;
  /** The shop's stock; without it everything counts as in stock, as for analysts. */
  availability?: Availability | undefined;
  /** Units that a variant counts as having where nobody counts them; default 1. */
  unknownUnits?: number;
  synonyms?: Synonyms | undefined;
  /** What shoppers have bought; without it `alsoBought` knows nothing. */
  orderItems?: OrderItemsTable | undefined;
  /** A model made of them by `trainModelSql`, asked instead of them. */
  model?: TableName | undefined;
}

const RelaxationRow = z.object({ question: z.number(), detail: z.string().nullable(), count: z.number() });
const NO_TEXT: TextQuery = { groups: [], excluded: [] };

/**
 * The catalog as it stands in BigQuery: the same answers in the same order as the Postgres catalog gives of the same
 * products, by one job a search. Everything that BigQuery refuses is a `BigQueryFailure` that says what to do.
 */
export function createBigQueryCatalog(jobs: BigQueryJobs, options: BigQueryCatalogOptions): Catalog {
  const { table, availability, unknownUnits = 1, synonyms = NO_SYNONYMS, orderItems, model } = options;
  const { currency } = table;
  let known: { version: number; words: Promise<CatalogWords> } | undefined;

  async function version(): Promise<number> {
    const [{ modifiedAt, columns }, stock] = await Promise.all([
      jobs.describeTable(table),
      availability?.version() ?? 0,
    ]);
    checkColumns(table, columns);
    // Both only grow, and so does their sum.
    return modifiedAt + stock;
  }

  /** The words of the table as it is now; read anew when it has changed. */
  async function words(): Promise<CatalogWords> {
    const { modifiedAt } = await jobs.describeTable(table);
    if (known?.version !== modifiedAt) {
      const reading = readWords(jobs, table);
      known = { version: modifiedAt, words: reading };
      reading.catch(() => {
        if (known?.words === reading) known = undefined;
      });
    }
    return known.words;
  }

  async function readerOfText(text: string | undefined): Promise<(text: string) => TextQuery> {
    if (!text?.trim()) return () => NO_TEXT;
    const known = await words();
    return (each) => readText(each, { words: known, synonyms });
  }

  async function productsOf(texts: readonly string[]): Promise<Product[]> {
    const offers = readItems(texts);
    const units = await availability?.unitsOf(skusOf(offers));
    const available = (sku: string) => (units ? (units.get(sku) ?? 0) : unknownUnits);
    return offers.map((items) => toProduct(items, currency, available));
  }

  async function search(query: SearchQuery): Promise<SearchResult> {
    const { constraints } = query;
    const [soldOut, read] = await Promise.all([
      availability?.soldOut() ?? [],
      readerOfText(constraints.text),
    ]);
    const toRead = (asked: SearchQuery) => toWish(asked, read(asked.constraints.text ?? ''), false);
    const context = { table, soldOut };
    const parameters = new Parameters();
    const sql = searchSql(query, toRead(query), context, parameters);
    const rows = await jobs.query({ purpose: 'search', sql, parameters, row: SearchRow });
    const total = rowsOf('total', rows)[0]?.count ?? 0;
    const [items, relaxations] = await Promise.all([
      itemsOf(rows),
      total === 0 ? relax(query, context, { toWish: toRead, currency }) : [],
    ]);
    return { items, total, ...(query.facets ? { facets: facetsOf(rows, constraints) } : {}), relaxations };
  }

  /** An item has a row for each of its variants, all in its place. */
  async function itemsOf(rows: readonly SearchRow[]): Promise<Product[]> {
    return productsOf(rowsOf('item', rows).map(({ value }) => value ?? ''));
  }

  async function relax(
    query: SearchQuery,
    context: SearchContext,
    deps: RelaxationDeps,
  ): Promise<Relaxation[]> {
    const parameters = new Parameters();
    const { sql, read } = planRelaxations(query, context, deps, parameters);
    if (!sql) return [];
    return read(await jobs.query({ purpose: 'relaxations', sql, parameters, row: RelaxationRow }));
  }

  async function get(ids: readonly ProductId[]): Promise<Product[]> {
    if (ids.length === 0) return [];
    const parameters = new Parameters();
    const wanted = parameters.bind([...new Set(ids)], ['INT64']);
    const sql = `select ${itemJsonSql('offers')} as value from (${offersSql(table)}) as offers
      where id in unnest(${wanted})`;
    const rows = await jobs.query({ purpose: 'get', sql, parameters, row: z.object({ value: z.string() }) });
    const products = await productsOf(rows.map(({ value }) => value));
    const byId = new Map(products.map((product) => [product.id, product]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  }

  async function recommended(sql: string, parameters: Parameters): Promise<Product[]> {
    const row = z.object({ id: z.number() });
    const rows = await jobs.query({ purpose: 'recommendations', sql, parameters, row });
    return get(rows.map(({ id }) => id as ProductId));
  }

  async function similar(id: ProductId, options?: RecommendationOptions): Promise<Product[]> {
    const parameters = new Parameters();
    const context = { table, soldOut: (await availability?.soldOut()) ?? [] };
    return recommended(similarSql(id, limitOf(options), context, parameters), parameters);
  }

  /** More are read than are wanted, for what is sold out is left out. */
  async function alsoBought(id: ProductId, options?: RecommendationOptions): Promise<Product[]> {
    const parameters = new Parameters();
    const limit = limitOf(options);
    const sql = model
      ? alsoBoughtByModelSql(id, MOST_ITEMS, model, parameters)
      : orderItems && alsoBoughtSql(id, MOST_ITEMS, orderItems, parameters);
    if (!sql) return [];
    const products = await recommended(sql, parameters);
    return products.filter(({ variants }) => variants.some(({ available }) => available > 0)).slice(0, limit);
  }

  return {
    search,
    similar,
    alsoBought,
    get,
    version,
    async vocabulary() {
      return { version: await version(), ...(await readVocabulary(jobs, table)) };
    },
  };
}

function limitOf({ limit = DEFAULT_LIMIT }: RecommendationOptions = {}): number {
  return Math.min(Math.max(Math.trunc(limit), 1), MOST_ITEMS);
}
