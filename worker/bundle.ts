import { fileURLToPath } from 'node:url';
import {
  bundleWorkflowCode,
  DefaultLogger,
  type WorkflowBundleOption,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { openBundleStore } from './bundle-store.js';

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

/**
 * All workflow code as one bundle, as it runs in the sandbox and as recorded histories are replayed on.
 * @param folder where bundles are kept, to start without making one; without it one is made each time
 * @param onKeepingFailed told when the one that was made could not be kept; it is used all the same
 */
export async function workflowBundle(
  folder: string | undefined,
  onKeepingFailed: (error: unknown) => void,
): Promise<WorkflowBundleOption> {
  const store = folder === undefined ? undefined : await openBundleStore(folder);
  const codePath = await store?.find();
  if (codePath) return { codePath };
  const bundle = await makeBundle();
  await store?.keep(bundle.code).catch(onKeepingFailed);
  return bundle;
}

function makeBundle(): Promise<WorkflowBundleWithSourceMap> {
  return bundleWorkflowCode({
    workflowsPath: fileOf('workflows/index.ts'),
    logger: new DefaultLogger('WARN'),
    workflowInterceptorModules: ['workflows/caller-interceptors.ts', 'workflows/activity-summaries.ts'].map(
      fileOf,
    ),
    preloadModules: SHARED,
    // In every bundle, so that one serves with keys and without: there, a message is a payload that anybody can read.
    failureConverterPath: fileOf('workflows/encoded-failures.ts'),
  });
}
