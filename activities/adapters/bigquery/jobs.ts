import { setTimeout as pause } from 'node:timers/promises';
import type { z } from 'zod';
import type { BigQueryApi, QueryJob } from './client.js';
import { BigQueryFailure, explainFailure, type FailureKind, timedOut } from './failure.js';
import type { TableName } from './identifiers.js';
import { Parameters } from './parameters.js';
import { JobMetadata, TableMetadata } from './responses.js';

export interface JobsOptions {
  /** Labels of every job, beside `purpose`; what a bill or an audit is grouped by. */
  labels?: Record<string, string> | undefined;
  /** A job that would read more is refused before it costs anything. */
  maximumBytesBilled?: number | undefined;
  /** From the call to the last row, tries included; a job that is still running then is cancelled. Default 10 s. */
  timeoutMs?: number | undefined;
  location?: string | undefined;
  /** Told of every job that ended, for metrics. */
  onJob?: ((statistics: JobStatistics) => void) | undefined;
  /** Pauses before the second and further tries, in milliseconds; default 200, 800. Also says how many. */
  retryPausesMs?: readonly number[] | undefined;
}

/** What a job took, as BigQuery reckons it. */
export interface JobStatistics {
  /** What it was for; a closed list in code. */
  purpose: Purpose;
  outcome: 'done' | FailureKind;
  latencyMs: number;
  tries: number;
  bytesProcessed: number;
  bytesBilled: number;
  slotMs: number;
  cacheHit: boolean;
}

export type Purpose = 'search' | 'relaxations' | 'get' | 'vocabulary' | 'words' | 'sync' | 'recommendations';

export interface Statement<Row extends z.ZodType> {
  purpose: Purpose;
  sql: string;
  parameters?: Parameters;
  /** What a row must be; anything else is a mistake of ours and fails. */
  row: Row;
}

/** A job whose result can be read in parts, also by another process. */
export interface JobReference {
  id: string;
  location?: string | undefined;
}

export interface ResultPage<T> {
  rows: T[];
  /** Whether rows follow. */
  more: boolean;
}

/** Runs statements as BigQuery jobs. Everything that fails is a `BigQueryFailure`. */
export interface BigQueryJobs {
  /** All rows at once; for results that fit in a page. */
  query<Row extends z.ZodType>(statement: Statement<Row>): Promise<z.infer<Row>[]>;
  /** Starts a job and waits for its end. BigQuery keeps the result for a day. */
  start(statement: Omit<Statement<z.ZodType>, 'row'>): Promise<JobReference>;
  /** Rows of a finished job from `offset` on. Fails with `result_gone` once BigQuery has dropped them. */
  page<Row extends z.ZodType>(
    job: JobReference,
    row: Row,
    offset: number,
    limit: number,
  ): Promise<ResultPage<z.infer<Row>>>;
  /** When the table last changed, and its columns. Costs nothing. */
  describeTable(name: TableName): Promise<{ modifiedAt: number; columns: string[] }>;
  /** Waits until the statistics of all jobs are told. */
  settled(): Promise<void>;
}

const DEFAULT_TIMEOUT_MS = 10_000;
const DEFAULT_PAUSES_MS = [200, 800];

export function createBigQueryJobs(api: BigQueryApi, options: JobsOptions = {}): BigQueryJobs {
  const { timeoutMs = DEFAULT_TIMEOUT_MS, retryPausesMs = DEFAULT_PAUSES_MS } = options;
  const telling = new Set<Promise<void>>();

  /** Runs the work until it succeeds, fails for good, or the time is up; then the job is cancelled. */
  async function run<T>(purpose: Purpose | undefined, work: (track: Track) => Promise<T>): Promise<T> {
    const began = performance.now();
    const clock = AbortSignal.timeout(timeoutMs);
    const track: Track = { job: undefined, isLate: false };
    for (let tries = 1; ; tries++) {
      track.job = undefined;
      try {
        const result = await orAborted(work(track), clock, track);
        tell(purpose, { outcome: 'done', tries, latencyMs: performance.now() - began }, track.job);
        return result;
      } catch (error) {
        const failure = explainFailure(error);
        const wait = retryPausesMs[tries - 1];
        const isOver = !failure.retryable || wait === undefined || clock.aborted;
        if (isOver) {
          tell(purpose, { outcome: failure.kind, tries, latencyMs: performance.now() - began });
          throw failure;
        }
        await pause(wait, undefined, { signal: clock }).catch(() => undefined);
      }
    }
  }

  /** Asks what the job took, while the caller goes on. */
  function tell(
    purpose: Purpose | undefined,
    facts: Pick<JobStatistics, 'outcome' | 'latencyMs' | 'tries'>,
    job?: QueryJob,
  ): void {
    const { onJob } = options;
    // Reading a table's description, or a result that is there already, is no job.
    if (!onJob || !purpose) return;
    const work = readStatistics(job)
      .then((statistics) => onJob({ purpose, ...facts, ...statistics }))
      .finally(() => telling.delete(work));
    telling.add(work);
  }

  async function create(statement: Omit<Statement<z.ZodType>, 'row'>, track: Track): Promise<QueryJob> {
    const { purpose, sql, parameters = new Parameters() } = statement;
    const [job] = await api.createQueryJob({
      query: sql,
      useLegacySql: false,
      params: { ...parameters.values },
      types: { ...parameters.types },
      labels: { ...options.labels, purpose },
      // Google stops the job itself when our cancelling does not reach it.
      jobTimeoutMs: timeoutMs,
      ...(options.maximumBytesBilled ? { maximumBytesBilled: String(options.maximumBytesBilled) } : {}),
      ...(options.location ? { location: options.location } : {}),
    });
    track.job = job;
    if (track.isLate) void cancelQuietly(job);
    return job;
  }

  return {
    query: (statement) =>
      run(statement.purpose, async (track) => {
        const job = await create(statement, track);
        const rows: unknown[] = [];
        let next: unknown = { autoPaginate: false };
        while (next) {
          const [page, following] = await job.getQueryResults(next as { autoPaginate: false });
          rows.push(...(page as unknown[]));
          next = following;
        }
        return rows.map((row) => readRow(statement.row, row));
      }),

    start: (statement) =>
      run(statement.purpose, async (track) => {
        const job = await create(statement, track);
        await job.getQueryResults({ autoPaginate: false, maxResults: 1 });
        if (!job.id) throw new Error('BigQuery gave the job no id.');
        return { id: job.id, location: job.location };
      }),

    page: ({ id, location }, row, offset, limit) =>
      run(undefined, async () => {
        const job = api.job(id, location ? { location } : {});
        const options = { autoPaginate: false as const, maxResults: limit, startIndex: String(offset) };
        const [rows, following] = await job.getQueryResults(options).catch((error) => {
          const failure = explainFailure(error);
          throw failure.kind === 'not_found' ? resultGone(id, failure) : failure;
        });
        return { rows: (rows as unknown[]).map((each) => readRow(row, each)), more: Boolean(following) };
      }),

    describeTable: ({ project, dataset, table }) =>
      run(undefined, async () => {
        const { lastModifiedTime, schema } = TableMetadata.parse(
          await api.tableMetadata(project, dataset, table),
        );
        return { modifiedAt: lastModifiedTime, columns: schema.fields.map(({ name }) => name) };
      }),

    async settled() {
      while (telling.size > 0) await Promise.all(telling);
    },
  };
}

/** The job of the try under way, so that it can be cancelled. */
interface Track {
  job: QueryJob | undefined;
  isLate: boolean;
}

async function orAborted<T>(work: Promise<T>, clock: AbortSignal, track: Track): Promise<T> {
  let stop = () => {};
  const late = new Promise<never>((_, reject) => {
    stop = () => {
      track.isLate = true;
      // Nobody waits for the cancelling: the shopper has waited long enough.
      if (track.job) void cancelQuietly(track.job);
      reject(timedOut());
    };
    if (clock.aborted) stop();
    else clock.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clock.removeEventListener('abort', stop);
    work.catch(() => undefined);
  }
}

function resultGone(id: string, cause: BigQueryFailure): BigQueryFailure {
  return new BigQueryFailure(
    'result_gone',
    `BigQuery no longer has the result of the job ${id}, which it keeps for a day. Run the query again.`,
    { cause },
  );
}

async function cancelQuietly(job: QueryJob): Promise<void> {
  await job.cancel().catch(() => undefined);
}

async function readStatistics(job: QueryJob | undefined) {
  const nothing = { bytesProcessed: 0, bytesBilled: 0, slotMs: 0, cacheHit: false };
  if (!job) return nothing;
  try {
    const [metadata] = await job.getMetadata();
    const { statistics } = JobMetadata.parse(metadata);
    const query = statistics.query;
    return {
      bytesProcessed: query?.totalBytesProcessed ?? 0,
      bytesBilled: query?.totalBytesBilled ?? 0,
      slotMs: statistics.totalSlotMs ?? query?.totalSlotMs ?? 0,
      cacheHit: query?.cacheHit ?? false,
    };
  } catch {
    // The answer is there; what it cost will be on the bill.
    return nothing;
  }
}

function readRow<Row extends z.ZodType>(schema: Row, row: unknown): z.infer<Row> {
  const read = schema.safeParse(row);
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new BigQueryFailure(
    'invalid_query',
    `BigQuery answered with a row that cannot be: ${issue?.path.join('.')}: ${issue?.message}. Check the types of the mapped columns (BIGQUERY_COLUMNS).`,
  );
}
