import pg from 'pg';
import { createBigQueryCatalog } from '../../activities/adapters/catalog/bigquery.js';
import { openBigQuery } from '../../activities/adapters/catalog/open-bigquery.js';
import { createPostgresCatalog } from '../../activities/adapters/catalog/postgres.js';
import type { Catalog } from '../../activities/ports/index.js';
import { bigQuerySettings } from '../../config/bigquery.js';
import { readBigQueryConfig } from '../../config/index.js';
import { environment } from '../settings.js';
import { openDatabase } from './open-database.js';

export interface OpenCatalog {
  catalog: Catalog;
  /** Gives back connections, and stops what was started for this. */
  close(): Promise<void>;
}

type Open = (home: string, announce: (sentence: string) => void) => Promise<OpenCatalog>;

const OPENERS = { postgres: openPostgres, bigquery: openWarehouse } satisfies Record<string, Open>;

export type CatalogName = keyof typeof OPENERS;
export const CATALOGS = Object.keys(OPENERS);
export const isCatalogName = (name: string): name is CatalogName => CATALOGS.includes(name);

/**
 * Opens a catalog to search.
 * @param home the data folder of `npm start`.
 * @param announce told what takes time.
 */
export const openCatalog = (name: CatalogName, ...rest: Parameters<Open>): Promise<OpenCatalog> =>
  OPENERS[name](...rest);

async function openPostgres(...[home, announce]: Parameters<Open>): Promise<OpenCatalog> {
  const database = await openDatabase(home, announce);
  const pool = new pg.Pool({ connectionString: database.url, max: 4, application_name: 'shoptalk search' });
  // An idle connection that Postgres ends is replaced by the next query.
  pool.on('error', () => undefined);
  const close = async () => {
    await pool.end();
    await database.close();
  };
  const { rows } = await pool.query<{ there: boolean }>(
    "select to_regclass('products') is not null as there",
  );
  if (!rows[0]?.there) {
    await close();
    throw new Error(
      'The database has no tables of the shop yet; run npm run migrate with this DATABASE_URL.',
    );
  }
  return { catalog: createPostgresCatalog(pool), close };
}

/** The merchant's table as it is now, whatever the shop has in stock: analysts ask what there is. */
async function openWarehouse(): Promise<OpenCatalog> {
  const { jobs, ...tables } = openBigQuery(bigQuerySettings(readBigQueryConfig(environment)));
  const catalog = createBigQueryCatalog(jobs, tables);
  // Says what is wrong with credentials, table or columns before the first line is read.
  await catalog.version();
  return { catalog, close: async () => undefined };
}
