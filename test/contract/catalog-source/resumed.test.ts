import { MockActivityEnvironment } from '@temporalio/testing';
import { createBigQueryJobs } from '../../../activities/adapters/bigquery/jobs.js';
import { THELOOK_COLUMNS } from '../../../activities/adapters/catalog/bigquery-table.js';
import { createPostgresCatalogLoads } from '../../../activities/adapters/catalog-loads/postgres.js';
import { createBigQueryCatalogSource } from '../../../activities/adapters/catalog-source/bigquery.js';
import { createPostgresCatalogSyncBook } from '../../../activities/adapters/catalog-sync-book/postgres.js';
import { type CopyPosition, createCatalogSyncActivities } from '../../../activities/catalog-sync.js';
import type { CatalogSource, PublishedLoad } from '../../../activities/ports/index.js';
import {
  describeWithBigQuery,
  type LocalBigQuery,
  startLocalBigQuery,
} from '../../support/local-bigquery.js';
import { type TestDatabase, testDatabase } from '../../support/servers.js';
import { fillTheLook, theLookProduct } from '../../workflows/support/thelook.js';

jest.setTimeout(120_000);

const START: CopyPosition = {
  from: 0,
  batch: 0,
  products: 0,
  known: 0,
  leftOut: 0,
  examples: [],
  done: false,
};

describeWithBigQuery('a copy that is taken up again', () => {
  let bigquery: LocalBigQuery;
  let database: TestDatabase;
  beforeAll(async () => {
    bigquery = await startLocalBigQuery();
    database = await testDatabase();
    await fill(49.99);
  }, 300_000);
  afterAll(async () => {
    await database.close();
    await bigquery.close();
  });

  const fill = (price: number) =>
    fillTheLook(
      bigquery,
      'look',
      Array.from({ length: 10 }, (_, index) => theLookProduct(index + 1, { retail_price: price })),
    );

  /** A worker of its own; remembers which rows it has asked the source for. */
  function worker(dieAt?: number) {
    const table = { project: bigquery.project, dataset: 'look', table: 'products', currency: 'USD' as const };
    const jobs = createBigQueryJobs(bigquery.api, { timeoutMs: 60_000 });
    const source = createBigQueryCatalogSource(jobs, { ...table, columns: THELOOK_COLUMNS });
    const asked: number[] = [];
    const watched: CatalogSource = {
      ...source,
      async page(reading, from, limit) {
        if (from === dieAt) throw new Error('the process was killed');
        asked.push(from);
        return source.page(reading, from, limit);
      },
    };
    const activities = createCatalogSyncActivities({
      loads: createPostgresCatalogLoads(database.pool),
      book: createPostgresCatalogSyncBook(database.pool),
      source: watched,
      newStock: 3,
      batch: 2,
    });
    return { activities, asked };
  }

  it('goes on after the last batch that was written, and ends in the whole catalog', async () => {
    const [first, second] = [worker(6), worker()];
    const plan = await first.activities.planCatalogSync();
    if (!plan) throw new Error('nothing to copy');
    const copy = await first.activities.openCatalogCopy(plan);

    let heard: CopyPosition | undefined;
    const dying = new MockActivityEnvironment();
    dying.on('heartbeat', (details: CopyPosition) => {
      heard = details;
    });
    await expect(dying.run(first.activities.copyCatalogPages, copy, START)).rejects.toThrow('killed');
    expect(first.asked).toEqual([0, 2, 4]);

    const next = new MockActivityEnvironment({ heartbeatDetails: heard });
    const end: CopyPosition = await next.run(second.activities.copyCatalogPages, copy, START);
    expect(second.asked).toEqual([6, 8]);
    expect(end).toMatchObject({ products: 10, done: true });

    const { products }: PublishedLoad = await new MockActivityEnvironment().run(
      second.activities.publishCatalogCopy,
      plan,
      copy,
    );
    expect(products).toBe(10);
    expect(await second.activities.planCatalogSync()).toBeUndefined();
  });

  it('counts a batch once whose answer was lost', async () => {
    await fill(20);
    const { activities } = worker();
    const plan = await activities.planCatalogSync();
    if (!plan) throw new Error('nothing to copy');
    const copy = await activities.openCatalogCopy(plan);
    // The heartbeat of the second batch did not arrive: it is written again.
    const once: CopyPosition = await new MockActivityEnvironment().run(
      activities.copyCatalogPages,
      copy,
      START,
    );
    const lost = { ...START, from: 2, batch: 1, products: 2 };
    await new MockActivityEnvironment({ heartbeatDetails: lost }).run(
      activities.copyCatalogPages,
      copy,
      START,
    );
    const { products }: PublishedLoad = await new MockActivityEnvironment().run(
      activities.publishCatalogCopy,
      plan,
      copy,
    );
    expect([once.products, products]).toEqual([10, 10]);
    const { rows } = await database.pool.query('select distinct retail_price from products where listed');
    expect(rows).toEqual([{ retail_price: 2_000 }]);
  });
});
