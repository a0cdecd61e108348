import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { environment } from '../dev/settings.js';

const root = fileURLToPath(new URL('..', import.meta.url));

export interface BenchShop {
  url: string;
  temporalAddress: string;
  /** The data folder: who runs, on which ports, and their logs. */
  data: string;
  ports: Record<string, number>;
  /** @param keep leaves the data folder, with its logs, for somebody to look at. */
  stop(keep?: boolean): Promise<void>;
}

/** Shoppers of a bench all come from one address, and never pause: their requests are counted as ever, against more. */
const CHALLENGES = ['OPENING', 'CHECKOUT', 'PAYMENT'].map((name) => `CHALLENGE_${name}`);
const LIMITS = ['ALL', 'READING', 'TURN', 'OPENING', 'CHECKOUT', 'STAFF', 'WEBHOOK'].map(
  (name) => `LIMIT_${name}`,
);
const every = (names: readonly string[], value: string) =>
  Object.fromEntries(names.map((name) => [name, value]));
const ROOMY = {
  ...every(LIMITS, 'address:1000000/60,session:1000000/60,account:1000000/60'),
  ...every(CHALLENGES, 'off'),
};
/** For a bench of limits: as the shop has them when nobody says anything. */
export const DEFAULT_LIMITS = every([...LIMITS, ...CHALLENGES], '');
export const NO_LIMITS = every(LIMITS, 'off');

/**
 * The whole shop as `npm start` brings it up, on a data folder of its own and free ports.
 * @param extra variables of the configuration to start it with.
 */
export async function startShop(products: number, extra: Record<string, string> = {}): Promise<BenchShop> {
  // Never with an ending run: nobody would stop it.
  if (ending) return new Promise(() => undefined);
  const data = mkdtempSync(path.join(tmpdir(), 'shoptalk-bench-'));
  chmodSync(data, 0o755); // PostgreSQL may run as another user
  const child = start(['dev/start.mjs', '--data', data, '--products', String(products)], {
    ...ROOMY,
    ...extra,
  });
  const stop = async (keep = false) => {
    await end(child);
    if (!keep) rmSync(data, { recursive: true, force: true });
    shops.delete(stop);
  };
  shops.add(stop);
  const url = await lineOf(child, /Shoptalk is ready: (\S+)/);
  const ports: Record<string, number> = JSON.parse(readFileSync(path.join(data, 'ports.json'), 'utf8'));
  return {
    url,
    temporalAddress: `127.0.0.1:${ports.temporal}`,
    data,
    ports,
    stop,
  };
}

/** How each shop that runs is stopped. */
const shops = new Set<() => Promise<void>>();
let ending: Promise<never> | undefined;

/** When this process is told to end: stops the shops that it started, deletes their data, and ends. */
export function stopShopsOnSignal(): void {
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      process.stderr.write('Stopping the shop; its data go with it …\n');
      ending ??= Promise.allSettled([...shops].map((stop) => stop())).then(() => process.exit(130));
    });
  }
}

/** A run's result. What fails because its shop is being stopped is nobody's news. */
export async function unlessEnding<Result>(run: Promise<Result>): Promise<Result> {
  try {
    return await run;
  } catch (error) {
    return ending ?? Promise.reject(error);
  }
}

/** A process of the shop beside those of `npm start`. */
export interface Program {
  /** As a machine that fails does: at once, with nothing finished. */
  kill(): void;
  stop(): Promise<void>;
}

/** Starts one; it is up once it prints a line that matches. */
export async function startProgram(
  file: string,
  env: Record<string, string>,
  ready: RegExp,
): Promise<Program> {
  const child = start(['--import', 'tsx', file], { ...ROOMY, ...env });
  await lineOf(child, ready);
  return { kill: () => void child.kill('SIGKILL'), stop: () => end(child) };
}

/** The floor's own worker. Returns how to stop it. */
export async function startFloorWorker(
  temporalAddress: string,
  taskQueue: string,
): Promise<() => Promise<void>> {
  const child = start(['--import', 'tsx', 'bench/floor-worker.ts', temporalAddress, taskQueue]);
  await lineOf(child, /(ready)/);
  return () => end(child);
}

function start(args: string[], extra: Record<string, string> = {}): ChildProcess {
  const env = { ...environment, ...extra };
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
  // However this process ends, what it started ends with it.
  const stop = () => void child.kill('SIGTERM');
  process.once('exit', stop);
  child.once('exit', () => process.off('exit', stop));
  return child;
}

/** Waits for a line and gives its first group; fails with what was printed when the process ends before. */
async function lineOf(child: ChildProcess, wanted: RegExp): Promise<string> {
  const printed: string[] = [];
  child.stderr?.on('data', (text) => printed.push(String(text)));
  if (!child.stdout) throw new Error('the process has no output to read');
  for await (const line of createInterface({ input: child.stdout })) {
    printed.push(`${line}\n`);
    const found = wanted.exec(line)?.[1];
    if (found) {
      child.stdout.resume();
      return found;
    }
  }
  throw new Error(`It ended before it was ready:\n${printed.join('')}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
}
