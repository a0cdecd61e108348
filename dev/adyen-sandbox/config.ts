import { env } from 'node:process';
import { z } from 'zod';
import {
  type SandboxOptions as CommonOptions,
  commonOptions,
  readVariables,
  SandboxVariables,
} from '../provider-sandbox/config.js';

/** What signs notifications where nothing else is said; hexadecimal, as at Adyen. */
export const DEFAULT_HMAC_KEY = '00'.repeat(32);
export const DEFAULT_MERCHANT_ACCOUNT = 'ShoptalkSandbox';

/** What the sandbox can be told by the environment. */
export const SandboxConfigSchema = SandboxVariables.extend({
  SANDBOX_HMAC_KEY: z
    .string()
    .regex(/^([0-9A-Fa-f]{2}){16,}$/, 'hexadecimal')
    .default(DEFAULT_HMAC_KEY)
    .describe('signs the notifications; hexadecimal'),
  SANDBOX_MERCHANT_ACCOUNT: z
    .string()
    .min(1)
    .default(DEFAULT_MERCHANT_ACCOUNT)
    .describe('the one merchant account there is'),
});

/** How to run a sandbox. */
export interface SandboxOptions extends CommonOptions {
  /** Default: zeros. */
  hmacKey?: string;
  /** Default `ShoptalkSandbox`. */
  merchantAccount?: string;
}

/** Reads the environment once; throws one error that names each variable that is wrong and what it is for. */
export function readSandboxConfig(environment: Record<string, string | undefined> = env): SandboxOptions {
  const variables = readVariables('Adyen', SandboxConfigSchema, environment);
  return {
    ...commonOptions(variables),
    hmacKey: variables.SANDBOX_HMAC_KEY,
    merchantAccount: variables.SANDBOX_MERCHANT_ACCOUNT,
  };
}
