import type { Config } from '../../config/index.js';
import { root } from '../paths.js';
import { workflowBundles } from '../settings.js';
import type { ServiceSpec } from '../supervisor.js';
import { answers } from '../until.js';

/** One that has ended is noticed at once; a small machine that is busy takes its time. */
const SLOWEST_START_MS = 180_000;

/** How a TypeScript program of this clone is run. */
export function program(file: string): { command: string; args: string[] } {
  return { command: process.execPath, args: ['--enable-source-maps', '--import', 'tsx', file] };
}

/** The variables of config/ that the stack decides; the rest pass through from its own environment. */
export type ShopEnvironment = Partial<Record<keyof Config, string>>;

/** The Temporal worker: up once it takes tasks. */
export function shopWorker(env: ShopEnvironment): ServiceSpec {
  return {
    name: 'worker',
    ...program('worker/main.ts'),
    cwd: root,
    // A worker that died is back without making the bundle anew.
    env: { WORKFLOW_BUNDLES: workflowBundles(), ...env },
    stopSignal: 'SIGTERM',
    ready: () => answers(`http://127.0.0.1:${env.WORKER_METRICS_PORT}/readyz`),
    readyWithinMs: SLOWEST_START_MS,
  };
}

/** The HTTP server: up once it says that it and what it needs are ready. */
export function shopApi(env: ShopEnvironment): ServiceSpec {
  const host = env.API_HOST === '0.0.0.0' || env.API_HOST === '::' ? '127.0.0.1' : env.API_HOST;
  return {
    name: 'api',
    ...program('api/main.ts'),
    cwd: root,
    env,
    stopSignal: 'SIGTERM',
    ready: () => answers(`http://${host}:${env.API_PORT}/readyz`),
    readyWithinMs: SLOWEST_START_MS,
  };
}
