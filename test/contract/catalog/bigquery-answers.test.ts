import { randomUUID } from 'node:crypto';
import { createPostgresCatalog } from '../../../activities/adapters/catalog/postgres.js';
import type { SearchQuery } from '../../../activities/ports/index.js';
import type { ProductId } from '../../../domain/index.js';
import {
  describeWithBigQuery,
  type LocalBigQuery,
  startLocalBigQuery,
} from '../../support/local-bigquery.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';
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
      expect([query, await warehouse.search(query)]).toEqual([query, await postgres.search(query)]);
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
});
