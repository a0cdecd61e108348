import { root } from '../paths.js';
import type { ServiceSpec } from '../supervisor.js';
import { answers } from '../until.js';
import { program } from './shop.js';

export interface PayPalSandboxOptions {
  port: number;
  databaseUrl: string;
  /** Where its webhooks go, and which webhook they are signed for. */
  webhookUrl: string;
  webhookId: string;
}

/** Our own stand-in for PayPal's API, a process of its own. */
export function paypalSandbox(options: PayPalSandboxOptions): ServiceSpec {
  return {
    name: 'paypal-sandbox',
    ...program('dev/paypal-sandbox/main.ts'),
    cwd: root,
    env: {
      SANDBOX_PORT: String(options.port),
      SANDBOX_DATABASE_URL: options.databaseUrl,
      SANDBOX_WEBHOOK_URL: options.webhookUrl,
      SANDBOX_WEBHOOK_ID: options.webhookId,
    },
    stopSignal: 'SIGTERM',
    ready: () => answers(`http://127.0.0.1:${options.port}/_sandbox/health`),
    readyWithinMs: 30_000,
  };
}
