import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunning, markOf } from '../../dev/processes.js';
import { type ServiceSpec, Supervisor } from '../../dev/supervisor.js';
import { until } from '../../dev/until.js';

/** Notes each start in a file, then lives until it is told to stop, noting that as well. */
const PROGRAM = `
  const { appendFileSync } = require('node:fs');
  const [name, file] = process.argv.slice(1);
  process.on('SIGTERM', () => { appendFileSync(file, name + ' stopped\\n'); process.exit(0); });
  appendFileSync(file, name + ' started\\n');
  console.log('hello from ' + name);
  setInterval(() => {}, 1000);
`;

describe('the supervisor', () => {
  let folder: string;
  let diary: string;
  let said: string[];
  let supervisor: Supervisor;

  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'shoptalk-supervisor-'));
    diary = path.join(folder, 'diary');
    said = [];
    const announce = (name: string, sentence: string) => said.push(`${name} ${sentence}`);
    supervisor = new Supervisor({ logs: folder, announce, backoffMs: 20 });
  });
  afterEach(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true });
  });

  const entries = async () => (existsSync(diary) ? (await readFile(diary, 'utf8')).trim().split('\n') : []);
  const starts = async (name: string) =>
    (await entries()).filter((line) => line === `${name} started`).length;
  const service = (name: string, spec: Partial<ServiceSpec> = {}): ServiceSpec => ({
    name,
    command: process.execPath,
    args: ['--eval', PROGRAM, name, diary],
    stopSignal: 'SIGTERM',
    ready: async () => (await starts(name)) > 0,
    readyWithinMs: 10_000,
    ...spec,
  });

  it('starts a killed process again and says so', async () => {
    await supervisor.start(service('shop'));
    process.kill(supervisor.pidOf('shop')!, 'SIGKILL');
    await until(async () => (await starts('shop')) === 2 && said.length === 2, {
      what: 'the second start',
      timeoutMs: 10_000,
    });
    expect(said[0]).toMatch(/^shop ended unasked \(killed by SIGKILL\); starting it again in /);
    expect(said[1]).toMatch(/^shop is back after \d/);
  });

  it('starts a process again as often as it dies', async () => {
    await supervisor.start(service('shop'));
    for (const time of [2, 3, 4]) {
      process.kill(supervisor.pidOf('shop')!, 'SIGKILL');
      await until(async () => (await starts('shop')) === time, { what: `start ${time}`, timeoutMs: 10_000 });
    }
  });

  it('stops its own processes in order, and no other', async () => {
    const stranger: ChildProcess = spawn(process.execPath, ['--eval', PROGRAM, 'stranger', diary]);
    await until(async () => (await starts('stranger')) === 1, { what: 'the stranger', timeoutMs: 10_000 });
    await supervisor.start(service('shelves'));
    await supervisor.start(service('till'));
    const marks = ['shelves', 'till'].map((name) => markOf(supervisor.pidOf(name)!)!);
    await supervisor.stop(['till', 'shelves']);
    expect(marks.map(isRunning)).toEqual([false, false]);
    expect((await entries()).slice(-2)).toEqual(['till stopped', 'shelves stopped']);
    expect(isRunning(markOf(stranger.pid!)!)).toBe(true);
    stranger.kill('SIGKILL');
  });

  it('does not start a process again that it stopped', async () => {
    await supervisor.start(service('shop'));
    await supervisor.stop();
    expect(said).toEqual([]);
    expect(await starts('shop')).toBe(1);
  });

  it('reports a process that dies at its start with the end of its log', async () => {
    const broken = service('till', {
      args: ['--eval', 'throw new Error("no paper")'],
      ready: async () => false,
    });
    await expect(supervisor.start(broken)).rejects.toThrow(/till did not start \(exit code 1\).*no paper/s);
  });

  it('reports a program that is not there', async () => {
    const missing = service('till', { command: '/nowhere/till', ready: async () => false });
    await expect(supervisor.start(missing)).rejects.toThrow(/till did not start \(.*ENOENT/);
  });

  it('keeps what a process prints in its log', async () => {
    await supervisor.start(service('shop'));
    await supervisor.stop();
    expect(await readFile(path.join(folder, 'shop.log'), 'utf8')).toContain('hello from shop');
  });
});
