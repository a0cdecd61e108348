import { z } from 'zod';
import type { Product, ProductId, Relaxation } from '../../../domain/index.js';
import type { Catalog, SearchQuery, SearchResult } from '../../ports/index.js';
import type { BigQueryJobs } from '../bigquery/jobs.js';
import { Parameters } from '../bigquery/parameters.js';
import type { Availability } from './availability.js';
import { readItems, skusOf, toProduct } from './bigquery-items.js';
import { planRelaxations } from './bigquery-relaxations.js';
import { facetsOf, rowsOf, SearchRow } from './bigquery-rows.js';
import { itemJsonSql, type SearchContext, searchSql } from './bigquery-search-sql.js';
import { type CatalogTable, checkColumns, offersSql } from './bigquery-table.js';
import { readVocabulary, readWords } from './bigquery-words.js';
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
}

const NO_TEXT: TextQuery = { groups: [], excluded: [] };

/**
 * The catalog as it stands in BigQuery: the same answers in the same order as the Postgres catalog gives of the same
 * products, by one job a search. Everything that BigQuery refuses is a `BigQueryFailure` that says what to do.
 */
export function createBigQueryCatalog(jobs: BigQueryJobs, options: BigQueryCatalogOptions): Catalog {
  const { table, availability, unknownUnits = 1, synonyms = NO_SYNONYMS } = options;
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

  async function contextOf({ constraints: { text } }: SearchQuery): Promise<SearchContext> {
    const [soldOut, read] = await Promise.all([
      availability?.soldOut() ?? [],
      text === undefined ? NO_TEXT : words().then((of) => readText(text, { words: of, synonyms })),
    ]);
    return { table, soldOut, text: read };
  }

  async function productsOf(texts: readonly string[]): Promise<Product[]> {
    const offers = readItems(texts);
    const units = await availability?.unitsOf(skusOf(offers));
    const available = (sku: string) => (units ? (units.get(sku) ?? 0) : unknownUnits);
    return offers.map((items) => toProduct(items, currency, available));
  }

  async function search(query: SearchQuery): Promise<SearchResult> {
    const context = await contextOf(query);
    const parameters = new Parameters();
    const sql = searchSql(query, context, parameters);
    const rows = await jobs.query({ purpose: 'search', sql, parameters, row: SearchRow });
    const total = rowsOf('total', rows)[0]?.count ?? 0;
    const [items, relaxations] = await Promise.all([itemsOf(rows), total === 0 ? relax(query, context) : []]);
    return { items, total, ...(query.facets ? { facets: facetsOf(rows) } : {}), relaxations };
  }

  /** An item has a row for each of its variants, all in its place. */
  async function itemsOf(rows: readonly SearchRow[]): Promise<Product[]> {
    return productsOf(rowsOf('item', rows).map(({ value }) => value ?? ''));
  }

  async function relax(query: SearchQuery, context: SearchContext): Promise<Relaxation[]> {
    const parameters = new Parameters();
    const plan = planRelaxations(query, context, currency, parameters);
    if (!plan.sql) return [];
    const row = z.object({ candidate: z.number(), detail: z.string().nullable(), count: z.number() });
    return plan.read(await jobs.query({ purpose: 'relaxations', sql: plan.sql, parameters, row }));
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

  return {
    search,
    get,
    version,
    async vocabulary() {
      return { version: await version(), ...(await readVocabulary(jobs, table)) };
    },
  };
}
