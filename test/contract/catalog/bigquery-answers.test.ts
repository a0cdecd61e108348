import { randomUUID } from 'node:crypto';
import { createBigQueryJobs } from '../../../activities/adapters/bigquery/jobs.js';
import { createBigQueryCatalog } from '../../../activities/adapters/catalog/bigquery.js';
import { THELOOK_COLUMNS } from '../../../activities/adapters/catalog/bigquery-table.js';
import { MOST_LOOKED_INTO } from '../../../activities/adapters/catalog/matches.js';
import { openBigQuery } from '../../../activities/adapters/catalog/open-bigquery.js';
import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import type { SearchQuery, SearchResult } from '../../../activities/ports/index.js';
import { bigQuerySettings } from '../../../config/bigquery.js';
import { readBigQueryConfig } from '../../../config/index.js';
import type { ProductId } from '../../../domain/index.js';
import { NAMES } from '../../activities/catalog/product-name-cases.js';
import {
  describeWithBigQuery,
  type LocalBigQuery,
  startLocalBigQuery,
} from '../../support/local-bigquery.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';
import { fillTheLook, theLookProduct } from '../../workflows/support/thelook.js';
import { createMirroredCatalog } from './bigquery-mirror.js';

jest.setTimeout(120_000);

const QUERIES: SearchQuery[] = [
  { constraints: {}, facets: true },
  { constraints: { department: 'Women', priceMax: 6_000 }, facets: true, limit: 20 },
  { constraints: { category: 'Jeans', size: '32' }, facets: true },
  { constraints: { category: 'Jeans', size: '32' }, soldOut: 'mark', facets: true, limit: 50 },
  { constraints: { colours: ['black', 'blue'], department: 'Men' }, soldOut: 'leave_out', sort: 'price_asc' },
  { constraints: { brand: 'northbeam' }, sort: 'newest', offset: 3, limit: 7 },
  { constraints: { text: 'slim dark jeans' }, facets: true },
  { constraints: { text: 'strpied shirts -cotton' } },
  { constraints: { text: '"crew neck"' } },
  { constraints: { category: 'Jeans', colours: ['purple'], priceMax: 2_000, size: '34' } },
  { constraints: { text: 'silk floral dress', department: 'Kids', priceMin: 20_000 } },
];

/** Of many matches, Postgres counts sizes and colours in an even sample; BigQuery counts them all. */
function comparable({ facets, ...answer }: SearchResult) {
  if (!facets || answer.total <= MOST_LOOKED_INTO) return { ...answer, facets };
  const { estimated: _estimated, sizes: _sizes, colours: _colours, ...counted } = facets;
  return { ...answer, facets: counted };
}

/** What the suite asks of each catalog alone, asked of both at once: whole answers must be the same. */
describeWithBigQuery('BigQuery and Postgres', () => {
  let bigquery: LocalBigQuery;
  let database: TestDatabase;
  beforeAll(async () => {
    [bigquery, database] = await Promise.all([startLocalBigQuery(), testDatabase()]);
    // A third of the demo products is enough to differ in, and quick to ask.
    await database.pool.query('delete from products where id % 3 <> 0');
    await database.pool.query('select refresh_catalog_words()');
  }, 300_000);
  afterAll(async () => {
    await bigquery.close();
    await database.close();
  });

  it('answer alike, in the same order', async () => {
    const postgres = createPostgresCatalog(database.pool);
    const warehouse = createMirroredCatalog(
      database.pool,
      bigquery,
      `shop_${randomUUID().replaceAll('-', '')}`,
    );
    for (const query of QUERIES) {
      const [theirs, ours] = [await warehouse.search(query), await postgres.search(query)];
      expect([query, comparable(theirs)]).toEqual([query, comparable(ours)]);
    }
    const { items } = await postgres.search({ constraints: { category: 'Jeans' } });
    const ids = items.map(({ id }) => id);
    expect(await warehouse.get([...ids, 1 as ProductId])).toEqual(
      await postgres.get([...ids, 1 as ProductId]),
    );
    const alike = (await warehouse.similar(items[0]!.id)).map(({ id }) => id);
    expect(alike).toEqual((await postgres.similar(items[0]!.id)).map(({ id }) => id));
    const { version: _ours, ...words } = await warehouse.vocabulary();
    const { version: _theirs, ...expected } = await postgres.vocabulary();
    const inOrder = (lists: Record<string, string[]>) =>
      Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, list.toSorted()]));
    expect(inOrder(words)).toEqual(inOrder(expected));
  });

  it('read the same sizes and colours out of names', async () => {
    const rows = NAMES.map(({ name, brand }, index) =>
      theLookProduct(index + 1, { name, brand: brand ?? 'None' }),
    );
    await fillTheLook(bigquery, 'names', rows);
    const table = {
      project: bigquery.project,
      dataset: 'names',
      table: 'products',
      currency: 'USD' as const,
    };
    const jobs = createBigQueryJobs(bigquery.api, { timeoutMs: 60_000 });
    const catalog = createBigQueryCatalog(jobs, { table: { ...table, columns: THELOOK_COLUMNS } });
    const products = await catalog.get(rows.map(({ id }) => id as ProductId));
    const read = products.map(({ name, variants }) => [name, variants[0]?.size, variants[0]?.colour]);
    expect(read).toEqual(
      NAMES.map(({ name, size, colour }) => [name, size ?? 'One Size', colour ?? 'as shown']),
    );
  });

  it('know from a table of orders what was bought together', async () => {
    const products = [1, 2, 3, 4, 5, 6, 8, 9].map((id) => theLookProduct(id));
    await fillTheLook(bigquery, 'bought', products);
    const bought = (user_id: number, product_id: number, daysAgo = 1, status = 'Complete') => ({
      user_id,
      product_id,
      created_at: new Date(Date.now() - daysAgo * 86_400_000).toISOString(),
      status,
    });
    const by = (shoppers: number[], product: number, daysAgo?: number) =>
      shoppers.map((shopper) => bought(shopper, product, daysAgo));
    const schema = 'user_id INT64, product_id INT64, created_at TIMESTAMP, status STRING';
    await bigquery.load('bought', 'order_items', schema, [
      ...by([1, 2, 3], 1),
      ...by([1, 2, 3], 2),
      // Others buy it without the first, too: it says less.
      ...by([1, 2, 11, 12, 13], 3),
      // The same a while ago: it says less still.
      ...by([1, 2], 8, 200),
      ...by([11, 12, 13], 8),
      // One shopper is chance; so is one when the other has cancelled, or has forgotten it.
      ...by([3], 4),
      ...[bought(1, 5), bought(2, 5, 1, 'Cancelled')],
      ...[...by([1], 6), ...by([2], 6, 500)],
      // Not in the catalog; sold out.
      ...by([1, 2, 3], 7),
      ...by([1, 2, 3], 9),
    ]);
    const config = readBigQueryConfig({
      BIGQUERY_PROJECT: bigquery.project,
      BIGQUERY_DATA_PROJECT: bigquery.project,
      BIGQUERY_DATASET: 'bought',
      BIGQUERY_ORDER_ITEMS: 'order_items',
      BIGQUERY_API_ENDPOINT: bigquery.url,
      BIGQUERY_TIMEOUT_MS: '60000',
    });
    const { jobs, ...tables } = openBigQuery(bigQuerySettings(config));
    const catalog = createBigQueryCatalog(jobs, {
      ...tables,
      availability: {
        soldOut: async () => ['SKU000009'],
        unitsOf: async (skus) => new Map(skus.map((sku) => [sku, sku === 'SKU000009' ? 0 : 5])),
        version: async () => 1,
      },
    });
    const idsOf = async (...asked: Parameters<typeof catalog.alsoBought>) =>
      (await catalog.alsoBought(...asked)).map(({ id }) => id);
    expect(await idsOf(1 as ProductId)).toEqual([2, 3, 8]);
    expect(await idsOf(1 as ProductId, { limit: 1 })).toEqual([2]);
    expect(await idsOf(4 as ProductId)).toEqual([]);
  });
});
