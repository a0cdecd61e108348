import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRunning, type ProcessMark } from '../../dev/processes.js';
import { until } from '../../dev/until.js';

jest.setTimeout(420_000);

/** One run of `npm run chaos`, as it is started by hand. */
async function chaos(...args: string[]) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/chaos/main.ts', '--json', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [printed, said] = ['', ''];
  child.stdout.on('data', (text) => {
    printed += text;
  });
  child.stderr.on('data', (text) => {
    said += text;
  });
  const [code] = await once(child, 'close');
  if (!printed) throw new Error(`it printed no report:\n${said}`);
  return { code, report: JSON.parse(printed) };
}

test('every server is killed once while shoppers check out: nobody is charged twice or for nothing, nothing is lost', async () => {
  const { code, report } = await chaos('--checkouts', '12', '--kills', '5', '--hold', '20', '--seed', '7');
  expect(report).toMatchObject({
    attempted: 12,
    doubleCharges: [],
    chargesWithoutOrder: [],
    ordersWithoutCharge: [],
    doubleOrders: [],
    oversoldUnits: [],
    leakedHolds: [],
    unresolved: [],
    lostTurns: [],
    // Redis comes last, where there is one: the shoppers may be done by then.
    kills: { worker: 1, api: 1, temporal: 1, postgres: 1 },
  });
  expect(report.orders).toBeGreaterThan(0);
  expect(report.paid).toBe(report.orders);
  expect(Object.keys(report.faults)).not.toEqual([]);
  expect(code).toBe(0);
});

test('a run that is told to end stops what it started and leaves no data', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'shoptalk-chaos-'));
  chmodSync(home, 0o755); // PostgreSQL may run as another user
  const child = spawn(process.execPath, ['--import', 'tsx', 'bench/chaos/main.ts'], {
    env: { ...process.env, TMPDIR: home },
    stdio: 'ignore',
  });
  const ended = once(child, 'close');
  const data = () => readdirSync(home).find((name) => name.startsWith('shoptalk-bench-'));
  const record = await until(
    async () => {
      const file = path.join(home, data() ?? '', 'run.json');
      const written = readFileSync(file, 'utf8');
      return JSON.parse(written).children.length > 0 ? written : undefined;
    },
    { what: 'the shop to be starting', timeoutMs: 60_000 },
  );
  child.kill('SIGTERM');
  expect(await ended).toEqual([130, null]);
  expect(data()).toBeUndefined();
  const { children }: { children: ProcessMark[] } = JSON.parse(record);
  expect(children.filter(isRunning)).toEqual([]);
  rmSync(home, { recursive: true });
});
