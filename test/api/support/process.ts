import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';

const ROOT = path.join(import.meta.dirname, '../../..');

/** The api as a process of its own, as it runs in production; listens on a port that the system picks. */
export async function startApiProcess(environment: Record<string, string>) {
  const child = spawn(process.execPath, ['--import', 'tsx', 'api/main.ts'], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      PATH: process.env.PATH,
      API_PORT: '0',
      COOKIE_SECRET: 'cookie-secret-of-the-tests',
      STAFF_TOKEN: 'staff-token-of-the-tests',
      ...environment,
    },
  });
  const logs: Record<string, unknown>[] = [];
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  const base = await new Promise<string>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const entry = JSON.parse(line);
      logs.push(entry);
      if (entry.msg === 'listening') resolve(`http://127.0.0.1:${entry.address.port}`);
    });
    child.once('exit', (code) => reject(new Error(`the api ended with ${code}: ${errors}`)));
  });
  return {
    base,
    logs,
    isRunning: () => child.exitCode === null && child.signalCode === null,
    /** Sends a signal; resolves to the exit code. */
    stop: (signal: NodeJS.Signals = 'SIGTERM') => stop(child, signal),
  };
}

async function stop(child: ChildProcess, signal: NodeJS.Signals): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  const exited = once(child, 'exit');
  child.kill(signal);
  const [code] = await exited;
  return code;
}
