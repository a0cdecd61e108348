import { createReadStream, createWriteStream } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { z } from 'zod';
import { migrate } from '../migrate.js';
import { root } from '../paths.js';

const Manifest = z.object({
  /** When the snapshot was taken, by the clock of Postgres. */
  takenAt: z.iso.datetime(),
  /** Files of db/migrations/ that the schema came from. */
  migrations: z.array(z.string()),
  tables: z.array(z.object({ name: z.string(), columns: z.array(z.string()), rows: z.number() })),
  sequences: z.array(z.object({ name: z.string(), lastValue: z.string() })),
});
export type Manifest = z.infer<typeof Manifest>;

/**
 * Writes the whole shop to a folder, as it was at one moment, while it sells. The folder must not be there yet, and
 * is there once it is whole.
 */
export async function dump(databaseUrl: string, folder: string): Promise<Manifest> {
  const draft = `${folder}.${process.pid}`;
  await mkdir(draft, { recursive: true, mode: 0o700 }); // it holds names and addresses
  try {
    const manifest = await withClient(databaseUrl, async (client) => {
      await client.query('begin isolation level repeatable read read only');
      const manifest = await describe(client);
      for (const { name, columns } of manifest.tables) {
        const source = client.query(copyTo(`copy (select ${columns.join(', ')} from ${name}) to stdout`));
        await pipeline(source, createGzip({ level: 3 }), createWriteStream(path.join(draft, `${name}.gz`)));
      }
      await client.query('commit');
      return manifest;
    });
    await writeFile(path.join(draft, 'manifest.json'), `${JSON.stringify(manifest, null, 2)}\n`);
    await rename(draft, folder);
    return manifest;
  } catch (error) {
    await rm(draft, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Fills a database that has nothing of the shop in it with what `dump` has written: all of it, or nothing.
 * @throws where there is something already, where a migration is not in this clone, or where a row is missing
 */
export async function restore(databaseUrl: string, folder: string): Promise<Manifest> {
  const manifest = Manifest.parse(JSON.parse(await readFile(path.join(folder, 'manifest.json'), 'utf8')));
  await withClient(databaseUrl, async (client) => {
    const { rows } = await client.query("select from pg_tables where schemaname = 'public' limit 1");
    if (rows.length > 0)
      throw new Error(
        'The database has tables already: restore into an empty one, and let the shop use that.',
      );
  });
  await migrateAsThen(databaseUrl, manifest);
  await withClient(databaseUrl, async (client) => {
    await client.query('begin');
    // Rows come table by table: references are whole again only at the end, and triggers have done their work before.
    await client.query('set local session_replication_role = replica');
    await client.query(`truncate ${manifest.tables.map(({ name }) => name).join(', ')}`);
    for (const { name, columns, rows: expected } of manifest.tables) {
      const target = client.query(copyFrom(`copy ${name} (${columns.join(', ')}) from stdin`));
      await pipeline(createReadStream(path.join(folder, `${name}.gz`)), createGunzip(), target);
      if (target.rowCount !== expected)
        throw new Error(`${name} had ${expected} rows, and ${target.rowCount} are in the backup.`);
    }
    for (const { name, lastValue } of manifest.sequences)
      await client.query('select setval($1::regclass, $2::bigint)', [name, lastValue]);
    await client.query('commit');
    await client.query('analyze');
  });
  return manifest;
}

/** Tables, columns and sequences by the names under which SQL finds them, quoted where it must be. */
async function describe(client: pg.Client): Promise<Manifest> {
  const migrations = await client.query<{ name: string }>('select name from schema_migrations order by name');
  const tables = await client.query<{ name: string; columns: string[] }>(`
    select format('%I.%I', n.nspname, c.relname) as name,
           array_agg(quote_ident(a.attname) order by a.attnum) filter (where a.attgenerated = '') as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
     where c.relkind = 'r' and n.nspname = 'public' and c.relname <> 'schema_migrations'
       and a.attnum > 0 and not a.attisdropped
     group by 1 order by 1`);
  const sequences = await client.query<{ name: string; last_value: string }>(
    "select format('%I.%I', schemaname, sequencename) as name, last_value from pg_sequences where schemaname = 'public' and last_value is not null",
  );
  const now = await client.query<{ now: Date }>('select now()');
  const counted: Manifest['tables'] = [];
  for (const table of tables.rows) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${table.name}`);
    counted.push({ ...table, rows: Number(rows[0]?.count) });
  }
  return {
    takenAt: (now.rows[0]?.now ?? new Date()).toISOString(),
    migrations: migrations.rows.map(({ name }) => name),
    tables: counted,
    sequences: sequences.rows.map(({ name, last_value }) => ({ name, lastValue: last_value })),
  };
}

/** The schema as it was, whatever this clone has added since: `npm run migrate` brings it on from there. */
async function migrateAsThen(databaseUrl: string, { migrations }: Manifest): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-restore-'));
  try {
    for (const name of migrations) {
      await copyFile(
        path.join(root, 'db', 'migrations', path.basename(name)),
        path.join(folder, path.basename(name)),
      ).catch((cause) => {
        throw new Error(`This clone has no db/migrations/${name}: restore with the release of the backup.`, {
          cause,
        });
      });
    }
    await migrate(databaseUrl, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function withClient<Result>(
  connectionString: string,
  work: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end(); // which takes back a transaction that is open
  }
}
