import pg from 'pg';
import { testDatabase, testServers } from '../../support/servers.js';

export interface ApiDatabase {
  url: string;
  pool: pg.Pool;
  /** Ends every connection, as a restart of Postgres does; resolves when the pool has noticed. */
  cutConnections(): Promise<void>;
  close(): Promise<void>;
}

/** A database of its own with the demo catalog, whose connections can be cut. */
export async function apiDatabase(): Promise<ApiDatabase> {
  const { url, pool, close } = await testDatabase();
  return {
    url,
    pool,
    close,
    async cutConnections() {
      let left = pool.totalCount;
      const noticed = new Promise<void>((resolve) => pool.on('remove', () => --left === 0 && resolve()));
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
