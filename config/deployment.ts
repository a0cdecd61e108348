import { z } from 'zod';
import type { Config } from './index.js';

/** The variables about versions of the worker; part of the one schema in index.ts. */
export const deploymentVariables = {
  WORKER_DEPLOYMENT: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,60}$/, 'use letters, digits, "-" and "_"')
    .optional()
    .describe(
      'name of the worker deployment at Temporal, such as shoptalk; with it workers of several versions run side by side and `npm run deploy` says which gets what; without it every worker takes everything',
    ),
  BUILD_ID: z
    .string()
    .regex(/^[A-Za-z0-9._-]{1,60}$/, 'use letters, digits, ".", "-" and "_", such as a commit')
    .optional()
    .describe('version of this worker within WORKER_DEPLOYMENT: the commit or release; images carry theirs'),
};

/** The version that a worker takes tasks for; undefined where workers are not told apart. */
export function workerVersion(config: Pick<Config, 'WORKER_DEPLOYMENT' | 'BUILD_ID'>) {
  const { WORKER_DEPLOYMENT: deploymentName, BUILD_ID: buildId } = config;
  if (!deploymentName) return undefined;
  if (!buildId) throw new Error('Set BUILD_ID, such as the commit, beside WORKER_DEPLOYMENT.');
  return { deploymentName, buildId };
}
export type WorkerVersion = NonNullable<ReturnType<typeof workerVersion>>;
