import type { Currency } from '../../../domain/index.js';
import { type BigQuerySettings as ClientSettings, createBigQueryApi } from '../bigquery/client.js';
import type { TableName } from '../bigquery/identifiers.js';
import { type BigQueryJobs, createBigQueryJobs, type JobStatistics } from '../bigquery/jobs.js';
import { type OrderItemsTable, readOrderItemsColumns } from './bigquery-order-items.js';
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
  /** What shoppers have bought, with the columns that differ from those of theLook's `order_items`. */
  orderItems: { name: TableName; columns: Record<string, string | null> } | undefined;
  /** A model made of them. */
  model: TableName | undefined;
}

export interface OpenBigQuery {
  jobs: BigQueryJobs;
  table: CatalogTable;
  orderItems: OrderItemsTable | undefined;
  model: TableName | undefined;
}

/** Opens BigQuery as the configuration says; throws a sentence where a mapping of columns is wrong. */
export function openBigQuery(
  settings: BigQuerySettings,
  options: { onJob?: (job: JobStatistics) => void; leastTimeoutMs?: number } = {},
): OpenBigQuery {
  const { leastTimeoutMs = 0, onJob } = options;
  const timeoutMs = Math.max(leastTimeoutMs, settings.jobs.timeoutMs);
  const jobs = createBigQueryJobs(createBigQueryApi(settings.client), { ...settings.jobs, timeoutMs, onJob });
  return {
    jobs,
    table: { ...settings.table, columns: readColumns(settings.columns) },
    orderItems: readOrderItems(settings),
    model: settings.model,
  };
}

/** The table of what was bought; undefined where none is named. Throws a sentence where its mapping is wrong. */
export function readOrderItems({
  orderItems,
}: Pick<BigQuerySettings, 'orderItems'>): OrderItemsTable | undefined {
  return orderItems && { ...orderItems.name, columns: readOrderItemsColumns(orderItems.columns) };
}
