import { DefaultFailureConverter } from '@temporalio/common';

/**
 * Failures whose message and stack are a payload, so that the codec encrypts them like every other. Loaded by its
 * path, in the sandbox of workflows and outside; it reads failures of either kind.
 */
export const failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
