import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';

export interface TestDatabase {
  url: string;
  pool: pg.Pool;
  /** Ends every connection but ours, as a restart of Postgres does. */
  cutConnections(): Promise<void>;
  drop(): Promise<void>;
}

/** A migrated database of its own on a running Postgres. */
export async function createTestDatabase(serverUrl: string): Promise<TestDatabase> {
  const name = `api_${randomBytes(6).toString('hex')}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = Object.assign(new URL(serverUrl), { pathname: `/${name}` }).href;
  const pool = new pg.Pool({ connectionString: url, max: 5 });
  pool.on('error', () => undefined);
  await migrate(pool);
  return {
    url,
    pool,
    async cutConnections() {
      // The pool notices in its own time; from then on it makes new connections.
      let left = pool.totalCount;
      const noticed = new Promise<void>((resolve) => pool.on('remove', () => --left === 0 && resolve()));
      await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
      await noticed;
    },
    async drop() {
      await pool.end();
      await admin.query(`drop database ${name} with (force)`);
      await admin.end();
    },
  };
}

async function migrate(pool: pg.Pool): Promise<void> {
  const folder = path.join(import.meta.dirname, '../../../db/migrations');
  for (const file of (await readdir(folder)).sort())
    await pool.query(await readFile(path.join(folder, file), 'utf8'));
}
