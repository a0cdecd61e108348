import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { workflowBundles } from '../../../dev/settings.js';

const ROOT = path.join(import.meta.dirname, '../../..');

type LogLine = Record<string, unknown> & { msg?: string };

/** The api as a process of its own, as it runs in production; on a port that the system picks unless told. */
export async function startApiProcess(environment: Record<string, string>) {
  const secrets = { COOKIE_SECRET: 'cookie-secret-of-the-tests', STAFF_TOKEN: 'staff-token-of-the-tests' };
  const api = startProcess('api/main.ts', { API_PORT: '0', ...secrets, ...environment });
  const { address } = (await api.line('listening')) as LogLine & { address: { port: number } };
  return { ...api, base: `http://127.0.0.1:${address.port}` };
}

/** The worker as a process of its own, once it takes tasks. */
export async function startWorkerProcess(environment: Record<string, string>) {
  const worker = startProcess('worker/main.ts', environment);
  await worker.line('ready');
  return worker;
}

function startProcess(script: string, environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', script], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, WORKFLOW_BUNDLES: workflowBundles(), ...environment },
  });
  const logs: LogLine[] = [];
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const output = createInterface({ input: child.stdout }).on(
    'line',
    (line) => void logs.push(JSON.parse(line)),
  );
  const isRunning = () => child.exitCode === null && child.signalCode === null;
  return {
    logs,
    /** What it wrote beside its log. */
    complaints: () => errors,
    isRunning,
    /** The first line that says `message`; throws what the process complained of when it ends before. */
    async line(message: string): Promise<LogLine> {
      const find = () => logs.find(({ msg }) => msg === message);
      const ended = once(child, 'exit').then(([code]) => {
        throw new Error(`${script} ended with ${code}: ${errors}`);
      });
      ended.catch(() => undefined);
      for (;;) {
        const line = find();
        if (line) return line;
        await Promise.race([once(output, 'line'), ended]);
      }
    },
    /** Sends a signal; resolves to the exit code. */
    async stop(signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> {
      if (!isRunning()) return child.exitCode;
      const exited = once(child, 'exit');
      child.kill(signal);
      const [code] = await exited;
      return code;
    },
  };
}
