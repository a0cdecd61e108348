import { z } from 'zod';

/** What lets people look inside, beside logs and the two `/metrics`. */
export const observabilityVariables = {
  WORKER_SDK_METRICS_PORT: z.coerce
    .number()
    .int()
    .min(1)
    .max(65_535)
    .optional()
    .describe("port of the Temporal SDK's own metrics in the worker; without it they are not kept"),
};
