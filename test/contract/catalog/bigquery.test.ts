import { randomUUID } from 'node:crypto';
import {
  describeWithBigQuery,
  type LocalBigQuery,
  startLocalBigQuery,
} from '../../support/local-bigquery.js';
import { createMirroredCatalog } from './bigquery-mirror.js';
import { describeCatalog } from './suite.js';

jest.setTimeout(120_000);

// The stand-in takes half a second for a statement, and the suite minutes: elsewhere than in CI the comparison with
// Postgres in bigquery-answers.test.ts has to do, unless all is asked for.
const whole = Boolean(process.env.CI || process.env.WHOLE_CONTRACT);
if (!whole) {
  process.stderr.write(
    '\n*** SKIPPED: the whole contract of the catalog on BigQuery runs where CI or WHOLE_CONTRACT is set ***\n\n',
  );
}

(whole ? describeWithBigQuery : describe.skip)('BigQuery', () => {
  let bigquery: LocalBigQuery;
  beforeAll(async () => {
    bigquery = await startLocalBigQuery();
  }, 300_000);
  afterAll(() => bigquery.close());

  const dataset = `shop_${randomUUID().replaceAll('-', '')}`;
  describeCatalog('BigQuery', ({ pool }) => createMirroredCatalog(pool, bigquery, dataset), { wishes: 3 });
});
