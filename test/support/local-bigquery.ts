/**
 * A BigQuery to test against: `local-bigquery`, which speaks BigQuery's HTTP API over DuckDB. It needs Python 3.13,
 * in an environment that is made once for each user (a minute) and kept in the cache. Where there is no Python 3.13
 * the tests are skipped with a loud line, except where `CI` is set: there they fail.
 */
import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import getPort from 'get-port';
import { type BigQueryApi, createBigQueryApi } from '../../activities/adapters/bigquery/client.js';
import { cacheFolder } from '../../dev/settings.js';
import { until } from '../../dev/until.js';

const run = promisify(execFile);
const REQUIREMENTS = path.join(import.meta.dirname, 'local-bigquery-requirements.txt');
const EXTENSIONS = ['icu', 'ducklake', 'spatial'];
export const PROJECT = 'demo';

/** As `describe`, for what needs a BigQuery. */
export function describeWithBigQuery(name: string, tests: () => void): void {
  if (findPython()) {
    describe(name, tests);
    return;
  }
  const sentence = `SKIPPED: ${name} needs Python 3.13 (python3.13 on PATH, or pyenv install 3.13)`;
  if (process.env.CI) {
    it(name, () => {
      throw new Error(`${sentence}, and CI is set, where it must not be skipped.`);
    });
    return;
  }
  process.stderr.write(`\n*** ${sentence} ***\n\n`);
  describe.skip(name, tests);
}

export interface LocalBigQuery {
  url: string;
  project: string;
  api: BigQueryApi;
  /** Runs a statement past the code under test. */
  run(sql: string): Promise<void>;
  /** Makes or replaces a table with these rows; the schema is `name TYPE, …`. */
  load(dataset: string, table: string, schema: string, rows: readonly object[]): Promise<void>;
  /** Adds rows to a table. */
  insert(dataset: string, table: string, rows: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/** Starts one on free loopback ports, with nothing in it; it ends with this process. */
export async function startLocalBigQuery(): Promise<LocalBigQuery> {
  const home = await environment();
  const data = mkdtempSync(path.join(tmpdir(), 'shoptalk-bigquery-'));
  const [port, grpcPort] = [await getPort({ host: '127.0.0.1' }), await getPort({ host: '127.0.0.1' })];
  const options = ['--host', '127.0.0.1', '--port', `${port}`, '--grpc-port', `${grpcPort}`];
  const server: ChildProcess = spawn(
    path.join(home, 'bin', 'python'),
    ['-c', SERVE, 'serve', ...options, '--project', PROJECT, '--data-dir', data],
    { stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, HOME: home } },
  );
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  const url = `http://127.0.0.1:${port}`;
  const datasets = `${url}/bigquery/v2/projects/${PROJECT}/datasets`;
  await until(async () => (await fetch(datasets)).ok, { what: 'local-bigquery', timeoutMs: 60_000 });
  const api = createBigQueryApi({ projectId: PROJECT, apiEndpoint: url });

  async function send(method: string, to: string, body: object): Promise<void> {
    const headers = { 'content-type': 'application/json' };
    const response = await fetch(to, { method, headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`local-bigquery refused ${method} ${to}: ${await response.text()}`);
  }

  const runSql = async (query: string) => {
    const [job] = await api.createQueryJob({ query });
    await job.getQueryResults({ autoPaginate: false });
  };

  async function insert(dataset: string, table: string, rows: readonly object[]): Promise<void> {
    for (let from = 0; from < rows.length; from += 5_000) {
      await send('POST', `${datasets}/${dataset}/tables/${table}/insertAll`, {
        rows: rows.slice(from, from + 5_000).map((json) => ({ json })),
      });
    }
  }

  return {
    url,
    project: PROJECT,
    api,
    run: runSql,
    async load(dataset, table, schema, rows) {
      await runSql(`create schema if not exists \`${PROJECT}.${dataset}\``);
      await runSql(`create or replace table \`${PROJECT}.${dataset}.${table}\` (${schema})`);
      await insert(dataset, table, rows);
    },
    insert,
    async close() {
      server.kill('SIGTERM');
      await ended;
      rmSync(data, { recursive: true, force: true });
    },
  };
}

/**
 * The server ends with whoever started it, also when that is killed: then its standard input closes. And DuckDB
 * looks for pandas at each value that a Python function of the server returns; told that there is none, queries
 * take a tenth of the time.
 */
const SERVE = `
import os, sys, threading
sys.modules['pandas'] = None
def watch():
    sys.stdin.buffer.read()
    os._exit(0)
threading.Thread(target=watch, daemon=True).start()
sys.argv[0] = 'local-bigquery'
from local_bigquery.cli import main
main()`;

/** The folder of the Python environment, made where it is missing. DuckDB looks for its extensions in it, too. */
async function environment(): Promise<string> {
  const requirements = readFileSync(REQUIREMENTS);
  const version = createHash('sha256').update(requirements).digest('hex').slice(0, 12);
  const folder = path.join(cacheFolder(), `local-bigquery-${version}`);
  if (existsSync(folder)) return folder;
  const python = findPython();
  if (!python) throw new Error('There is no Python 3.13.');
  process.stderr.write('Getting local-bigquery for the tests; this is done once and takes a minute.\n');
  mkdirSync(cacheFolder(), { recursive: true });
  const draft = `${folder}.${process.pid}`;
  try {
    await run(python, ['-m', 'venv', draft]);
    const own = path.join(draft, 'bin', 'python');
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-deps'];
    await run(own, [...pip, '-r', REQUIREMENTS]);
    const imports = EXTENSIONS.map((name) => `i('${name}')`).join('; ');
    await run(own, ['-c', `from duckdb_extensions import import_extension as i; ${imports}`], {
      env: { ...process.env, HOME: draft },
    });
    // Another run may have been quicker; its folder is as good.
    if (!existsSync(folder)) renameSync(draft, folder);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  return folder;
}

let python: { path: string | undefined } | undefined;

/** A Python 3.13, from PATH or from pyenv. */
function findPython(): string | undefined {
  if (python) return python.path;
  const pyenv = process.env.PYENV_ROOT ?? path.join(homedir(), '.pyenv');
  const versions = path.join(pyenv, 'versions');
  const installed = existsSync(versions) ? readdirSync(versions).filter((it) => it.startsWith('3.13')) : [];
  const candidates = [
    'python3.13',
    ...installed.map((version) => path.join(versions, version, 'bin', 'python3.13')),
  ];
  const works = (program: string) =>
    spawnSync(program, ['-c', 'import venv, ensurepip, sys; sys.exit(sys.version_info[:2] != (3, 13))'])
      .status === 0;
  python = { path: candidates.find(works) };
  return python.path;
}
