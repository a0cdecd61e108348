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
  SANDBOX_WEBHOOK_SECRET: z.string().min(1).default('whsec_sandbox').describe('signs the events'),
});

/** How to run a sandbox. */
export interface SandboxOptions extends CommonOptions {
  /** Default `whsec_sandbox`. */
  webhookSecret?: string;
}

/** Reads the environment once; throws one error that names each variable that is wrong and what it is for. */
export function readSandboxConfig(environment: Record<string, string | undefined> = env): SandboxOptions {
  const variables = readVariables('Stripe', SandboxConfigSchema, environment);
  return { ...commonOptions(variables), webhookSecret: variables.SANDBOX_WEBHOOK_SECRET };
}
