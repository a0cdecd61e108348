import { env } from 'node:process';
import { z } from 'zod';
import {
  type SandboxOptions as CommonOptions,
  commonOptions,
  readVariables,
  SandboxVariables,
} from '../provider-sandbox/config.js';

/** What the sandbox can be told by the environment. */
export const SandboxConfigSchema = SandboxVariables.extend({
  SANDBOX_WEBHOOK_ID: z
    .string()
    .min(1)
    .default('sandbox-webhook')
    .describe('id of the webhook that events are signed for'),
});

/** How to run a sandbox. */
export interface SandboxOptions extends CommonOptions {
  /** Default `sandbox-webhook`. */
  webhookId?: string;
}

/** Reads the environment once; throws one error that names each variable that is wrong and what it is for. */
export function readSandboxConfig(environment: Record<string, string | undefined> = env): SandboxOptions {
  const variables = readVariables('PayPal', SandboxConfigSchema, environment);
  return { ...commonOptions(variables), webhookId: variables.SANDBOX_WEBHOOK_ID };
}
