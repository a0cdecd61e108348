import type pg from 'pg';
import { createBigQueryApi } from '../activities/adapters/bigquery/client.js';
import { createBigQueryJobs, type JobStatistics } from '../activities/adapters/bigquery/jobs.js';
import { readColumns } from '../activities/adapters/catalog/bigquery-table.js';
import { createPostgresCatalogLoads } from '../activities/adapters/catalog-loads/postgres.js';
import { createBigQueryCatalogSource } from '../activities/adapters/catalog-source/bigquery.js';
import { createPostgresCatalogSyncBook } from '../activities/adapters/catalog-sync-book/postgres.js';
import { createCatalogSyncActivities } from '../activities/catalog-sync.js';
import type { CatalogSource } from '../activities/ports/index.js';
import { bigQuerySettings } from '../config/bigquery.js';
import type { Config } from '../config/index.js';

/** A copy reads everything there is, and nobody waits for it. */
const COPY_TIMEOUT_MS = 5 * 60_000;

/** Wires the copy of a merchant's table into the catalog that serves. */
export function composeCatalogSync(config: Config, pool: pg.Pool, onJob: (job: JobStatistics) => void) {
  return createCatalogSyncActivities({
    loads: createPostgresCatalogLoads(pool),
    book: createPostgresCatalogSyncBook(pool),
    source: config.CATALOG === 'bigquery' ? createSource(config, onJob) : undefined,
    newStock: config.CATALOG_NEW_STOCK,
  });
}

function createSource(config: Config, onJob: (job: JobStatistics) => void): CatalogSource | undefined {
  const settings = bigQuerySettings(config);
  if (!settings) return undefined;
  const jobs = createBigQueryJobs(createBigQueryApi(settings.client), {
    ...settings.jobs,
    timeoutMs: Math.max(COPY_TIMEOUT_MS, settings.jobs.timeoutMs),
    onJob,
  });
  return createBigQueryCatalogSource(jobs, { ...settings.table, columns: readColumns(settings.columns) });
}
