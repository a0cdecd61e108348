import { z } from 'zod';

/** Where a worker finds its workflows ready to run; part of the one schema in index.ts. */
export const workflowBundleVariables = {
  WORKFLOW_BUNDLES: z
    .string()
    .optional()
    .describe(
      'folder that keeps bundles of the workflows, each under a digest of the code it was made of; images bring theirs along; without it a worker makes one at each start, which takes seconds',
    ),
};
