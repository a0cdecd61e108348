import { existsSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { stockFirstCatalog } from '../first-catalog.js';
import { migrate } from '../migrate.js';
import { dataFolder } from '../paths.js';
import { Ports } from '../ports.js';
import { AlreadyRunning, RunRecord } from '../run-record.js';
import {
  canConnect,
  embeddedPostgres,
  ensureDatabase,
  runningPostgres,
  stopLeftOverPostgres,
} from '../servers/postgres.js';
import { readSettings } from '../settings.js';
import { Supervisor } from '../supervisor.js';
import { until } from '../until.js';

export interface OpenDatabase {
  url: string;
  /** Stops what was started for this, and nothing else. */
  close(): Promise<void>;
}

/**
 * The shop's database: that of DATABASE_URL; that of the `npm start` that runs; or else the embedded one of
 * `npm start`, started for as long as it is needed, with the demo catalog where there is none yet
 * and none is to come from BigQuery.
 * @param home the data folder of `npm start`.
 * @param announce told what takes time.
 */
export async function openDatabase(
  home: string,
  announce: (sentence: string) => void,
): Promise<OpenDatabase> {
  const given = (await readSettings()).DATABASE_URL;
  if (given) {
    if (await canConnect(given)) return { url: given, close: async () => undefined };
    throw new Error('No PostgreSQL answers at DATABASE_URL. Start it, or unset DATABASE_URL.');
  }
  const running = await runningDatabase(home);
  if (running) return { url: running, close: async () => undefined };
  return startDatabase(home, announce);
}

async function runningDatabase(home: string): Promise<string | undefined> {
  const url = runningPostgres(path.join(home, 'postgres'), 'shoptalk');
  return url && (await canConnect(url)) ? url : undefined;
}

async function startDatabase(home: string, announce: (sentence: string) => void): Promise<OpenDatabase> {
  const isNew = !existsSync(path.join(home, 'postgres'));
  const data = dataFolder(home);
  let record: RunRecord;
  try {
    // Claiming the folder keeps an `npm start` of the same moment from starting a second server on it.
    record = RunRecord.claim(data.run);
  } catch (error) {
    if (!(error instanceof AlreadyRunning)) throw error;
    return { url: await startingDatabase(home), close: async () => undefined };
  }
  const supervisor = new Supervisor({ logs: data.logs, announce: () => undefined });
  const close = async () => {
    await supervisor.stop();
    record.release();
  };
  try {
    const makesDemo = isNew && (await readSettings()).CATALOG !== 'bigquery';
    announce(makesDemo ? 'Starting PostgreSQL and making the demo catalog …' : 'Starting PostgreSQL …');
    await stopLeftOverPostgres(data.postgres);
    const port = await new Ports(data.ports, () => undefined).take({ name: 'postgres', preferred: 54_320 });
    const { url, service } = embeddedPostgres({ folder: data.postgres, port });
    await supervisor.start(service);
    await ensureDatabase(url('postgres'), 'shoptalk');
    await migrate(url('shoptalk'));
    await seed(url('shoptalk'));
    return { url: url('shoptalk'), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Another start has the folder, and its database is about to answer. */
async function startingDatabase(home: string): Promise<string> {
  let url: string | undefined;
  await until(
    async () => {
      url = await runningDatabase(home);
      return url !== undefined;
    },
    { what: 'the database of the npm start that is under way', timeoutMs: 60_000 },
  );
  if (!url) throw new Error('the database has gone');
  return url;
}

async function seed(url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url, max: 2 });
  try {
    await stockFirstCatalog(pool, await readSettings());
  } finally {
    await pool.end();
  }
}
