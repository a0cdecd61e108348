import { root } from '../paths.js';
import type { ServiceSpec } from '../supervisor.js';
import { answers } from '../until.js';
import { program } from './shop.js';

export interface StripeSandboxOptions {
  port: number;
  databaseUrl: string;
  /** Where its webhooks go, and what signs them. */
  webhookUrl: string;
  webhookSecret: string;
}

/** Our own stand-in for Stripe's API, a process of its own. */
export function stripeSandbox(options: StripeSandboxOptions): ServiceSpec {
  return {
    name: 'sandbox',
    ...program('dev/stripe-sandbox/main.ts'),
    cwd: root,
    env: {
      SANDBOX_PORT: String(options.port),
      SANDBOX_DATABASE_URL: options.databaseUrl,
      SANDBOX_WEBHOOK_URL: options.webhookUrl,
      SANDBOX_WEBHOOK_SECRET: options.webhookSecret,
    },
    stopSignal: 'SIGTERM',
    ready: () => answers(`http://127.0.0.1:${options.port}/_sandbox/health`),
    readyWithinMs: 30_000,
  };
}
