/** `build-bundle.ts FOLDER`: makes sure that the folder, `WORKFLOW_BUNDLES` of the worker, has the bundle of this code. */
import { workflowBundle } from './bundle.js';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Name the folder that keeps bundles of the workflows.');
await workflowBundle(folder, (error) => {
  throw error;
});
