import { type ChildProcess, spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ProcessMark } from '../../dev/processes.js';
import { until } from '../../dev/until.js';

export interface RunFile {
  starter: ProcessMark;
  url?: string;
  children: (ProcessMark & { name: string })[];
}

export const SERVERS = [
  'postgres',
  'redis',
  'temporal',
  'sandbox',
  'paypal-sandbox',
  'adyen-sandbox',
  'mail',
  'identity',
  'worker',
  'api',
];

/** What a start has written down of the processes it began. */
export const readRunFile = async (data: string): Promise<RunFile> =>
  JSON.parse(await readFile(path.join(data, 'run.json'), 'utf8'));

/** One start of the whole shop, as a process. */
export class Start {
  readonly process: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(data: string, ...args: string[]) {
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
