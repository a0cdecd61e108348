import { env } from 'node:process';
import { z } from 'zod';

/** What the sandbox can be told by the environment. */
export const SandboxConfigSchema = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).describe('port to listen on; 0 picks a free one'),
  SANDBOX_DATABASE_URL: z.url().describe('Postgres database of its own; tables are made when missing'),
  SANDBOX_WEBHOOK_URL: z.url().optional().describe('where events are posted; without it none are'),
  SANDBOX_WEBHOOK_SECRET: z.string().min(1).default('whsec_sandbox').describe('signs the events'),
  SANDBOX_WEBHOOK_RETRY_MS: z.coerce
    .number()
    .int()
    .min(1)
    .default(1000)
    .describe('first pause before a retry; it doubles'),
  SANDBOX_PUBLIC_URL: z
    .url()
    .optional()
    .describe('where browsers reach the sandbox, for its bank page; default http://HOST:PORT'),
});

/** How to run a sandbox. */
export interface SandboxOptions {
  databaseUrl: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Without it no webhooks are sent. */
  webhookUrl?: string | undefined;
  /** Default `whsec_sandbox`. */
  webhookSecret?: string;
  /** First pause before a failed webhook is sent again; doubles each time. Default 1000. */
  webhookRetryMs?: number;
  /** Where browsers reach the sandbox; default its own address. */
  publicUrl?: string | undefined;
}

/** Reads the environment once; throws one error that names each variable that is wrong and what it is for. */
export function readSandboxConfig(environment: Record<string, string | undefined> = env): SandboxOptions {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = SandboxConfigSchema.safeParse(present);
  if (!parsed.success) {
    const lines = parsed.error.issues.map(({ path, message }) => {
      const name = path.join('.') as keyof typeof SandboxConfigSchema.shape;
      return `  ${name}: ${message} (${SandboxConfigSchema.shape[name]?.description ?? 'unknown variable'})`;
    });
    throw new Error(`The Stripe sandbox cannot start; set these environment variables:\n${lines.join('\n')}`);
  }
  return {
    host: parsed.data.SANDBOX_HOST,
    port: parsed.data.SANDBOX_PORT,
    databaseUrl: parsed.data.SANDBOX_DATABASE_URL,
    webhookUrl: parsed.data.SANDBOX_WEBHOOK_URL,
    webhookSecret: parsed.data.SANDBOX_WEBHOOK_SECRET,
    webhookRetryMs: parsed.data.SANDBOX_WEBHOOK_RETRY_MS,
    publicUrl: parsed.data.SANDBOX_PUBLIC_URL,
  };
}
