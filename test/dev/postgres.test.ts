import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import getPort from 'get-port';
import pg from 'pg';
import { isRunning, markOf } from '../../dev/processes.js';
import { embeddedPostgres, stopLeftOverPostgres } from '../../dev/servers/postgres.js';
import { Supervisor } from '../../dev/supervisor.js';
import { until } from '../../dev/until.js';

describe('the embedded Postgres', () => {
  let home: string;
  let folder: string;
  beforeEach(async () => {
    home = await mkdtemp(path.join(tmpdir(), 'shoptalk-postgres-'));
    await chmod(home, 0o755);
    folder = path.join(home, 'data');
  });
  afterEach(() => rm(home, { recursive: true }));

  it('stops the server that a killed start left behind, and keeps what was committed', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    const { url, service } = embeddedPostgres({ folder, port });
    const orphan: ChildProcess = spawn(service.command, service.args, {
      cwd: folder,
      stdio: 'ignore',
      detached: true,
      ...service.user,
    });
    await until(service.ready, { what: 'Postgres', timeoutMs: 30_000 });
    await query(url('postgres'), 'create table kept as select 42 as answer');
    const mark = markOf(orphan.pid!)!;

    expect(await stopLeftOverPostgres(folder)).toBe(true);
    expect(isRunning(mark)).toBe(false);

    const supervisor = new Supervisor({ logs: home, announce: () => undefined });
    await supervisor.start(embeddedPostgres({ folder, port }).service);
    expect(await query(url('postgres'), 'select answer from kept')).toEqual([{ answer: 42 }]);
    await supervisor.stop();
  });

  it('leaves a data folder alone that nobody serves', async () => {
    expect(await stopLeftOverPostgres(folder)).toBe(false);
  });

  it('lets nobody in without the password', async () => {
    const port = await getPort({ host: '127.0.0.1' });
    const { url, service } = embeddedPostgres({ folder, port, throwaway: true });
    const supervisor = new Supervisor({ logs: home, announce: () => undefined });
    await supervisor.start(service);
    const guess = Object.assign(new URL(url('postgres')), { password: 'guess' }).href;
    await expect(query(guess, 'select 1')).rejects.toThrow(/password authentication failed/);
    await supervisor.stop();
  });
});

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return (await client.query(text)).rows;
  } finally {
    await client.end().catch(() => undefined);
  }
}
