import { fileURLToPath } from 'node:url';
import { bundleWorkflowCode, DefaultLogger, type WorkflowBundleWithSourceMap } from '@temporalio/worker';

const fileOf = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/**
 * Loaded once for all workflows of a worker, and frozen, instead of once for each: these modules are pure and keep no
 * state. A workflow then starts, and replays, without evaluating schemas and machines anew, and takes far less memory.
 * Frozen schemas cannot parse; workflows do not have to, for what reaches them was parsed at the edge.
 */
const SHARED = [
  'zod',
  'xstate',
  ...['domain/index.ts', 'machines/checkout.ts', 'machines/conversation.ts', 'machines/order.ts'].map(fileOf),
];

/** All workflow code as one bundle, as it runs in the sandbox and as recorded histories are replayed on. */
export function bundleWorkflows(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileOf('workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
    workflowInterceptorModules: ['workflows/caller-interceptors.ts', 'workflows/activity-summaries.ts'].map(
      fileOf,
    ),
    preloadModules: SHARED,
  });
}
