import type { Query } from '@google-cloud/bigquery';
import { z } from 'zod';
import { createBigQueryJobs, type JobStatistics } from '../../../activities/adapters/bigquery/jobs.js';
import { Parameters } from '../../../activities/adapters/bigquery/parameters.js';
import { googleError, stubApi } from './stub-api.js';

const row = z.object({ n: z.number() });
const statement = { purpose: 'search', sql: 'select 1 as n', row } as const;
const quick = { retryPausesMs: [0, 0] };

it('sends values as parameters, with labels, the limit of bytes and the deadline', async () => {
  const { api, queries } = stubApi();
  const jobs = createBigQueryJobs(api, {
    labels: { app: 'shoptalk' },
    maximumBytesBilled: 5_000,
    timeoutMs: 4_000,
    location: 'EU',
  });
  const parameters = new Parameters();
  const sql = `select ${parameters.bind(1, 'INT64')} as n where 'x' in unnest(${parameters.bind([], ['STRING'])})`;
  expect(await jobs.query({ ...statement, sql, parameters })).toEqual([{ n: 1 }]);
  expect(queries).toEqual([
    {
      query: "select @p1 as n where 'x' in unnest(@p2)",
      useLegacySql: false,
      params: { p1: 1, p2: [] },
      types: { p1: 'INT64', p2: ['STRING'] },
      labels: { app: 'shoptalk', purpose: 'search' },
      maximumBytesBilled: '5000',
      jobTimeoutMs: 4_000,
      location: 'EU',
    },
  ]);
});

it('tells what a job took', async () => {
  const told: JobStatistics[] = [];
  const { api } = stubApi({
    statistics: {
      totalSlotMs: '1500',
      query: { totalBytesProcessed: '3000', totalBytesBilled: '10485760', cacheHit: true },
    },
  });
  const jobs = createBigQueryJobs(api, { onJob: (job) => told.push(job) });
  await jobs.query(statement);
  await jobs.settled();
  expect(told).toEqual([
    {
      purpose: 'search',
      outcome: 'done',
      tries: 1,
      latencyMs: expect.any(Number),
      bytesProcessed: 3_000,
      bytesBilled: 10_485_760,
      slotMs: 1_500,
      cacheHit: true,
    },
  ]);
});

it.each([
  ['rateLimitExceeded', googleError(403, 'rateLimitExceeded')],
  ['backendError', googleError(500, 'backendError')],
  ['a gateway', googleError(503, 'unknown')],
  ['a broken connection', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' })],
  [
    'a failed fetch',
    new Error('fetch failed', { cause: Object.assign(new Error(), { code: 'ECONNREFUSED' }) }),
  ],
])('tries again after %s', async (_, error) => {
  const told: JobStatistics[] = [];
  const { api, queries } = stubApi({ outcomes: [error, [{ n: 2 }]] });
  const jobs = createBigQueryJobs(api, { ...quick, onJob: (job) => told.push(job) });
  expect(await jobs.query(statement)).toEqual([{ n: 2 }]);
  await jobs.settled();
  expect([queries.length, told[0]?.tries]).toEqual([2, 2]);
});

it('gives up after as many tries as it has pauses, and one more', async () => {
  const { api, queries } = stubApi({ outcomes: [googleError(503, 'backendError')] });
  await expect(createBigQueryJobs(api, quick).query(statement)).rejects.toMatchObject({
    kind: 'unavailable',
  });
  expect(queries).toHaveLength(3);
});

it.each([
  ['quotaExceeded', googleError(403, 'quotaExceeded'), 'quota', /Raise it in the Google Cloud console/],
  [
    'a limit of bytes',
    googleError(400, 'bytesBilledLimitExceeded'),
    'too_much_data',
    /BIGQUERY_MAXIMUM_BYTES_BILLED/,
  ],
  ['accessDenied', googleError(403, 'accessDenied'), 'permission', /BigQuery Data Viewer.*BigQuery Job User/],
  ['a wrong key', googleError(401, 'authError'), 'credentials', /GOOGLE_APPLICATION_CREDENTIALS/],
  [
    'no credentials',
    new Error('Could not load the default credentials. Browse to …'),
    'credentials',
    /gcloud auth application-default login/,
  ],
  ['a table that is not there', googleError(404, 'notFound'), 'not_found', /BIGQUERY_DATASET/],
  [
    'a column that is not there',
    googleError(400, 'invalidQuery', 'Unrecognized name: retail_price at [3:5]'),
    'missing_column',
    /no column "retail_price".*BIGQUERY_COLUMNS/,
  ],
  ['a wrong query', googleError(400, 'invalidQuery', 'Syntax error'), 'invalid_query', /Syntax error/],
])('says what to do about %s, and does not try again', async (_, error, kind, message) => {
  const told: JobStatistics[] = [];
  const { api, queries } = stubApi({ outcomes: [error] });
  const jobs = createBigQueryJobs(api, { ...quick, onJob: (job) => told.push(job) });
  await expect(jobs.query(statement)).rejects.toMatchObject({
    kind,
    message: expect.stringMatching(message),
  });
  await jobs.settled();
  expect(queries).toHaveLength(1);
  expect(told).toMatchObject([{ outcome: kind }]);
});

it('cancels the job of a query that is not answered in time', async () => {
  const { api, cancelled } = stubApi({ outcomes: ['never'] });
  const jobs = createBigQueryJobs(api, { timeoutMs: 20 });
  await expect(jobs.query(statement)).rejects.toMatchObject({
    kind: 'timed_out',
    message: expect.stringContaining('BIGQUERY_TIMEOUT_MS'),
  });
  expect(cancelled).toEqual(['job-1']);
});

it('cancels a job that is made after the time is up', async () => {
  const { api, cancelled } = stubApi({ outcomes: ['never'] });
  let make: () => void = () => undefined;
  const slow = {
    ...api,
    createQueryJob: async (query: Query) => {
      await new Promise<void>((resolve) => {
        make = resolve;
      });
      return api.createQueryJob(query);
    },
  };
  await expect(createBigQueryJobs(slow, { timeoutMs: 20 }).query(statement)).rejects.toMatchObject({
    kind: 'timed_out',
  });
  expect(cancelled).toEqual([]);
  make();
  await new Promise(setImmediate);
  expect(cancelled).toEqual(['job-1']);
});

it('says which column has a type that cannot be', async () => {
  const { api } = stubApi({ outcomes: [[{ n: 'seven' }]] });
  await expect(createBigQueryJobs(api).query(statement)).rejects.toThrow(/row that cannot be: n:/);
});

it('reads a part of a result by its place, and says when it is gone', async () => {
  const { api, pages } = stubApi();
  const page = await createBigQueryJobs(api).page({ id: 'job-1', location: 'EU' }, row, 4_000, 2_000);
  expect(page).toEqual({ rows: [{ n: 1 }], more: false });
  expect(pages).toEqual([{ autoPaginate: false, maxResults: 2_000, startIndex: '4000' }]);
  const gone = stubApi({ outcomes: [googleError(404, 'notFound')] });
  await expect(createBigQueryJobs(gone.api).page({ id: 'job-1' }, row, 0, 1)).rejects.toMatchObject({
    kind: 'result_gone',
  });
});

it('says that a table is not there', async () => {
  const { api } = stubApi();
  const name = { project: 'p', dataset: 'd', table: 't' };
  await expect(createBigQueryJobs(api).describeTable(name)).rejects.toMatchObject({ kind: 'not_found' });
});

it('sends no half of a surrogate pair, and leaves whole ones alone', () => {
  const parameters = new Parameters();
  parameters.bind('a\ud800b😀', 'STRING');
  expect(parameters.values).toEqual({ p1: 'a\ufffdb😀' });
});
