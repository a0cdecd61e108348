import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants } from 'node:fs';
import path from 'node:path';
import getPort from 'get-port';
import { cacheFolder } from '../../../dev/settings.js';
import { eventually } from './sandbox-under-test.js';

export const STRIPE_MOCK_VERSION = '0.203.0';

/** How to get it where it is missing. */
export const HOW_TO_GET_IT =
  `go install github.com/stripe/stripe-mock@v${STRIPE_MOCK_VERSION}, and put it on PATH ` +
  `or in the cache as ${path.join('shoptalk', `stripe-mock-${STRIPE_MOCK_VERSION}`)}`;

/** Stripe's own stateless mock, which knows every parameter and every member of the API; undefined where there is none. */
export function findStripeMock(): string | undefined {
  const onPath = (process.env.PATH ?? '')
    .split(path.delimiter)
    .map((folder) => path.join(folder, 'stripe-mock'));
  return [...onPath, path.join(cacheFolder(), `stripe-mock-${STRIPE_MOCK_VERSION}`)].find(isProgram);
}

export interface RunningMock {
  url: string;
  port: number;
  close(): Promise<void>;
}

/** Starts it on free loopback ports. */
export async function startStripeMock(program: string): Promise<RunningMock> {
  const [port, httpsPort] = [await getPort({ host: '127.0.0.1' }), await getPort({ host: '127.0.0.1' })];
  const args = ['-http-addr', `127.0.0.1:${port}`, '-https-addr', `127.0.0.1:${httpsPort}`];
  const child: ChildProcess = spawn(program, args, { stdio: 'ignore' });
  const url = `http://127.0.0.1:${port}`;
  const answers = () =>
    fetch(url).then(
      () => true,
      () => false,
    );
  await eventually(answers, 30_000);
  return {
    url,
    port,
    close: async () => {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
