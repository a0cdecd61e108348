import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { root } from './paths.js';

const FOLDER = path.join(root, 'db', 'migrations');
/** Any number does, as long as every process that migrates takes the same one. */
const MIGRATION_LOCK = 7_305_000;

/**
 * Brings a database to the newest schema: each file of db/migrations/ that it has not had, in order of
 * name, each in a transaction of its own. Several processes may do so at once; each file runs once.
 *
 * @returns the names of the files that ran now
 * @throws naming the file that failed; those before it stay applied
 */
export async function migrate(databaseUrl: string, folder: string = FOLDER): Promise<string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await client.query(
      'create table if not exists schema_migrations (name text primary key, at timestamptz not null default now())',
    );
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations');
    const had = new Set(rows.map(({ name }) => name));
    const missing = (await readdir(folder)).filter((name) => name.endsWith('.sql') && !had.has(name)).sort();
    for (const name of missing) await apply(client, folder, name);
    return missing;
  } finally {
    await client.end(); // which frees the lock, too
  }
}

async function apply(client: pg.Client, folder: string, name: string): Promise<void> {
  const sql = await readFile(path.join(folder, name), 'utf8');
  await client.query('begin');
  try {
    await client.query(sql);
    await client.query('insert into schema_migrations (name) values ($1)', [name]);
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    throw new Error(`Migration ${name} failed: ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  }
}
