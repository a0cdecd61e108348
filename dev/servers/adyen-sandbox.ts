import { root } from '../paths.js';
import type { ServiceSpec } from '../supervisor.js';
import { answers } from '../until.js';
import { program } from './shop.js';

export interface AdyenSandboxOptions {
  port: number;
  databaseUrl: string;
  /** Where its notifications go, what signs them, and for which account they are. */
  webhookUrl: string;
  hmacKey: string;
  merchantAccount: string;
}

/** Our own stand-in for Adyen's API, a process of its own. */
export function adyenSandbox(options: AdyenSandboxOptions): ServiceSpec {
  return {
    name: 'adyen-sandbox',
    ...program('dev/adyen-sandbox/main.ts'),
    cwd: root,
    env: {
      SANDBOX_PORT: String(options.port),
      SANDBOX_DATABASE_URL: options.databaseUrl,
      SANDBOX_WEBHOOK_URL: options.webhookUrl,
      SANDBOX_HMAC_KEY: options.hmacKey,
      SANDBOX_MERCHANT_ACCOUNT: options.merchantAccount,
    },
    stopSignal: 'SIGTERM',
    ready: () => answers(`http://127.0.0.1:${options.port}/_sandbox/health`),
    readyWithinMs: 30_000,
  };
}
