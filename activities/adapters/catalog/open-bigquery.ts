import type { Currency } from '../../../domain/index.js';
import { type BigQuerySettings as ClientSettings, createBigQueryApi } from '../bigquery/client.js';
import { type BigQueryJobs, createBigQueryJobs, type JobStatistics } from '../bigquery/jobs.js';
import { type CatalogTable, readColumns } from './bigquery-table.js';

/** What the configuration says of BigQuery. */
export interface BigQuerySettings {
  client: ClientSettings;
  jobs: {
    labels: Record<string, string>;
    maximumBytesBilled: number;
    timeoutMs: number;
    location: string | undefined;
  };
  table: { project: string; dataset: string; table: string; currency: Currency };
  /** Columns that differ from those of theLook. */
  columns: Record<string, string | null>;
}

/** Opens BigQuery as the configuration says; throws a sentence where the mapping of columns is wrong. */
export function openBigQuery(
  settings: BigQuerySettings,
  options: { onJob?: (job: JobStatistics) => void; leastTimeoutMs?: number } = {},
): { jobs: BigQueryJobs; table: CatalogTable } {
  const { leastTimeoutMs = 0, onJob } = options;
  const timeoutMs = Math.max(leastTimeoutMs, settings.jobs.timeoutMs);
  const jobs = createBigQueryJobs(createBigQueryApi(settings.client), { ...settings.jobs, timeoutMs, onJob });
  return { jobs, table: { ...settings.table, columns: readColumns(settings.columns) } };
}
