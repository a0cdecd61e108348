import { spawn } from 'node:child_process';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunning, markOf } from '../../dev/processes.js';
import { until } from '../../dev/until.js';
import { readRunFile, SERVERS, Start } from '../support/start.js';

describe('npm start', () => {
  let data: string;
  let last: Start | undefined;

  const start = (...args: string[]) => {
    last = new Start(data, ...args);
    return last;
  };
  const runFile = () => readRunFile(data);
  const isReady = async (url: string) => (await fetch(`${url}/readyz`)).ok;

  beforeAll(async () => {
    data = await mkdtemp(path.join(tmpdir(), 'shoptalk-start-'));
    await chmod(data, 0o755);
  });
  afterAll(async () => {
    last?.process.kill('SIGTERM');
    await last?.ended;
    await rm(data, { recursive: true, force: true });
  });

  it('brings up the shop from nothing, and says where everything is', async () => {
    const first = start();
    const url = await first.ready();
    expect(await isReady(url)).toBe(true);
    expect((await runFile()).children.map(({ name }) => name).sort()).toEqual([...SERVERS].sort());
    for (const subject of [
      'Postgres',
      'Redis',
      'Temporal',
      'Payments',
      'Catalog',
      'Language',
      'Mail',
      'Temporal UI',
      'Staff token',
    ]) {
      expect(first.output).toContain(subject);
    }
    expect(first.output.trimEnd().split('\n').at(-1)).toBe(`Shoptalk is ready: ${url}`);
  }, 120_000);

  it('tells a second start where the first one is, also with --fresh, and leaves it alone', async () => {
    const { url } = await runFile();
    for (const args of [[], ['--fresh']]) {
      const second = new Start(data, ...args);
      expect(await second.ended).toBe(0);
      expect(second.output).toMatch(`Shoptalk is already running at ${url}`);
    }
    expect(await isReady(url!)).toBe(true);
  }, 60_000);

  it.each(SERVERS)(
    'starts %s again when it is killed',
    async (name) => {
      const { url, children } = await runFile();
      const killed = children.find((child) => child.name === name)!;
      process.kill(killed.pid, 'SIGKILL');
      await until(async () => new RegExp(`${name} +is back after`).test(last!.output), {
        what: `${name} to be back:\n${last!.output}`,
        timeoutMs: 60_000,
      });
      await until(() => isReady(url!), { what: 'the shop to be ready again', timeoutMs: 60_000 });
      const now = (await runFile()).children.find((child) => child.name === name)!;
      expect(now.pid).not.toBe(killed.pid);
    },
    150_000,
  );

  it('clears up after a start that was killed itself, and keeps ports and data', async () => {
    const { url, children } = await runFile();
    last!.process.kill('SIGKILL');
    await last!.ended;
    expect(children.filter(isRunning).length).toBeGreaterThan(0);

    const again = start();
    expect(await again.ready()).toBe(url);
    expect(again.output).toContain('Left over');
    expect(again.output).toMatch(/Catalog +60 products\n/);
    expect(children.filter(isRunning)).toEqual([]);
  }, 150_000);

  it('stops everything it started, and nothing else', async () => {
    const stranger = spawn(process.execPath, ['--eval', 'setInterval(() => {}, 1000)']);
    const { children } = await runFile();
    last!.process.kill('SIGINT');
    expect(await last!.ended).toBe(0);
    expect(children.filter(isRunning)).toEqual([]);
    expect(isRunning(markOf(stranger.pid!)!)).toBe(true);
    stranger.kill('SIGKILL');
  }, 60_000);

  it('refuses an option that it does not know or cannot read', async () => {
    for (const args of [['--products', 'many'], ['--frsh']]) {
      const wrong = new Start(data, ...args);
      expect(await wrong.ended).toBe(1);
      expect(wrong.output).toMatch(/--products takes a whole number|Unknown option '--frsh'/);
    }
  }, 60_000);
});
