import { randomUUID } from 'node:crypto';
import {
  describeWithBigQuery,
  type LocalBigQuery,
  startLocalBigQuery,
} from '../../support/local-bigquery.js';
import { createMirroredCatalog } from './bigquery-mirror.js';
import { describeCatalog } from './suite.js';

jest.setTimeout(60_000);

describeWithBigQuery('BigQuery', () => {
  let bigquery: LocalBigQuery;
  beforeAll(async () => {
    bigquery = await startLocalBigQuery();
  }, 300_000);
  afterAll(() => bigquery.close());

  const dataset = `shop_${randomUUID().replaceAll('-', '')}`;
  // The stand-in takes some 100 ms for a query: fewer random wishes than Postgres is asked.
  describeCatalog('BigQuery', ({ pool }) => createMirroredCatalog(pool, bigquery, dataset), { wishes: 6 });
});
