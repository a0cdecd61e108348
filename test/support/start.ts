import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessMark } from '../../dev/processes.js';
import { until } from '../../dev/until.js';

export interface RunFile {
  starter: ProcessMark;
  url?: string;
  children: (ProcessMark & { name: string })[];
}

export const SERVERS = ['postgres', 'redis', 'temporal', 'sandbox', 'worker', 'api'];

/** What a start has written down of the processes it began. */
export const readRunFile = async (data: string): Promise<RunFile> =>
  JSON.parse(await readFile(path.join(data, 'run.json'), 'utf8'));

const PORTS = ['api', 'worker-metrics', 'postgres', 'redis', 'temporal', 'temporal-ui', 'stripe-sandbox'];

/**
 * Has a first start begin to look for ports where no other test does: of two that start at the same moment
 * and look from the usual ports on, both may find the same one free.
 */
function spreadPorts(data: string): void {
  const file = path.join(data, 'ports.json');
  if (existsSync(file)) return;
  const base = randomInt(11, 32) * 1_000; // below those that systems give out by themselves
  writeFileSync(
    file,
    JSON.stringify(Object.fromEntries(PORTS.map((name, index) => [name, base + 50 * index]))),
  );
}

/** One start of the whole shop, as a process. */
export class Start {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(data: string, ...args: string[]) {
    spreadPorts(data);
    const all = ['dev/start.mjs', '--data', data, '--products', '60', ...args];
    this.process = spawn(process.execPath, all, { stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
    this.ended = new Promise((resolve) => this.process.once('exit', resolve));
  }

  async ready(): Promise<string> {
    const over = this.ended.then(() => {
      throw new Error(`The start ended:\n${this.output}`);
    });
    const line = until(async () => /Shoptalk is ready: (\S+)\n/.exec(this.output)?.[1], {
      what: `the shop to be ready:\n${this.output}`,
      timeoutMs: 90_000,
    });
    return Promise.race([line, over]);
  }
}
