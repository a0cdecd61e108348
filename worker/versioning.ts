import type { WorkerOptions } from '@temporalio/worker';
import type { WorkerVersion } from '../config/deployment.js';

/**
 * How a worker of one version takes part. A run ends with the version that began it, so that no worker goes on with
 * what other code began: a checkout stays to its end, a conversation or an order until it continues as new or
 * is moved (`npm run deploy -- drain`), and what comes by the clock begins anew with each run.
 */
export function versionedWorker(
  version: WorkerVersion | undefined,
): Pick<WorkerOptions, 'workerDeploymentOptions'> {
  if (!version) return {};
  return {
    workerDeploymentOptions: {
      version,
      useWorkerVersioning: true,
      defaultVersioningBehavior: 'PINNED',
    },
  };
}
