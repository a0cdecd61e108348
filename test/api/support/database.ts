import pg from 'pg';
import { testDatabase, testServers } from '../../support/servers.js';

export interface ApiDatabase {
  /** As the api logs in. */
  url: string;
  /** With all rights: for tests to plant and look at things. */
  pool: pg.Pool;
  /** With those of the api. */
  apiPool: pg.Pool;
  /** Ends every connection, as a restart of Postgres does; resolves when the pool has noticed. */
  cutConnections(): Promise<void>;
  close(): Promise<void>;
}

/** A database of its own with the demo catalog, whose connections can be cut. */
export async function apiDatabase(): Promise<ApiDatabase> {
  const { urlAs, pool, ...database } = await testDatabase();
  const url = urlAs('api');
  const apiPool = new pg.Pool({ connectionString: url, max: 10 });
  apiPool.on('error', () => undefined);
  return {
    url,
    pool,
    apiPool,
    async close() {
      await apiPool.end();
      await database.close();
    },
    async cutConnections() {
      let left = pool.totalCount + apiPool.totalCount;
      const noticed = new Promise<void>((resolve) => {
        for (const one of [pool, apiPool]) one.on('remove', () => --left === 0 && resolve());
      });
      await terminate(new URL(url).pathname.slice(1));
      await noticed;
    },
  };
}

async function terminate(database: string): Promise<void> {
  const admin = new pg.Client({ connectionString: testServers().postgresUrl });
  await admin.connect();
  await admin
    .query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [database])
    .finally(() => admin.end());
}
