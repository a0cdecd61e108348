import type pg from 'pg';
import type { Logger } from 'pino';
import type { Registry } from 'prom-client';
import { createJobMetrics } from '../activities/adapters/bigquery/job-metrics.js';
import type { JobStatistics } from '../activities/adapters/bigquery/jobs.js';
import { createPostgresAvailability } from '../activities/adapters/catalog/availability.js';
import { createBigQueryCatalog } from '../activities/adapters/catalog/bigquery.js';
import { createDirectCatalog } from '../activities/adapters/catalog/direct.js';
import { openBigQuery } from '../activities/adapters/catalog/open-bigquery.js';
import { createPostgresCatalog } from '../activities/adapters/catalog/postgres.js';
import type { Synonyms } from '../activities/adapters/catalog/text/synonyms.js';
import { readSynonyms } from '../activities/adapters/catalog/text/synonyms-file.js';
import { createPostgresCatalogLoads } from '../activities/adapters/catalog-loads/postgres.js';
import { createBigQueryCatalogSource } from '../activities/adapters/catalog-source/bigquery.js';
import { createPostgresCatalogSyncBook } from '../activities/adapters/catalog-sync-book/postgres.js';
import { type CatalogSyncActivities, createCatalogSyncActivities } from '../activities/catalog-sync.js';
import type { Catalog, CatalogSource } from '../activities/ports/index.js';
import { bigQuerySettings } from '../config/bigquery.js';
import type { Config } from '../config/index.js';

/** A copy reads everything there is, and nobody waits for it. */
const COPY_TIMEOUT_MS = 5 * 60_000;

/**
 * Wires the catalog that shoppers search, and the copy of a merchant's table that fills it.
 *
 * @param owner of the tables: a copy makes and exchanges them
 */
export function composeCatalog(
  config: Config,
  logger: Logger,
  registry: Registry,
  pool: pg.Pool,
  owner: pg.Pool,
): { catalog: Catalog; activities: CatalogSyncActivities } {
  const synonyms = readSynonyms();
  const index = createPostgresCatalog(pool, { currency: config.CURRENCY, synonyms });
  const fromBigQuery = config.CATALOG === 'bigquery';
  const onJob = fromBigQuery ? createJobMetrics(registry) : undefined;
  return {
    catalog:
      onJob && config.CATALOG_SEARCH === 'direct'
        ? searchDirectly(config, logger, { pool, index, synonyms, onJob })
        : index,
    activities: createCatalogSyncActivities({
      loads: createPostgresCatalogLoads(owner),
      book: createPostgresCatalogSyncBook(owner),
      source: onJob && openSource(config, onJob),
      newStock: config.CATALOG_NEW_STOCK,
    }),
  };
}

function searchDirectly(
  config: Config,
  logger: Logger,
  deps: { pool: pg.Pool; index: Catalog; synonyms: Synonyms; onJob: (job: JobStatistics) => void },
): Catalog {
  const { pool, index, synonyms, onJob } = deps;
  const { jobs, ...tables } = openBigQuery(bigQuerySettings(config), { onJob });
  const warehouse = createBigQueryCatalog(jobs, {
    ...tables,
    synonyms,
    availability: createPostgresAvailability(pool),
  });
  return createDirectCatalog(warehouse, index, {
    knowsOrders: Boolean(tables.orderItems ?? tables.model),
    onFailure: (err) =>
      logger.warn({ err }, 'BigQuery did not answer; the search was done in Postgres instead'),
  });
}

function openSource(config: Config, onJob: (job: JobStatistics) => void): CatalogSource {
  const { jobs, table } = openBigQuery(bigQuerySettings(config), { onJob, leastTimeoutMs: COPY_TIMEOUT_MS });
  return createBigQueryCatalogSource(jobs, table);
}
