import { readFileSync } from 'node:fs';
import { env } from 'node:process';
import { z } from 'zod';

/** What every sandbox can be told by the environment. */
export const SandboxVariables = z.object({
  SANDBOX_HOST: z.string().default('127.0.0.1').describe('address to listen on'),
  SANDBOX_PORT: z.coerce.number().int().min(0).max(65_535).describe('port to listen on; 0 picks a free one'),
  SANDBOX_DATABASE_URL: z.url().describe('Postgres database of its own; tables are made when missing'),
  SANDBOX_WEBHOOK_URL: z.url().optional().describe('where events are posted; without it none are'),
  SANDBOX_WEBHOOK_RETRY_MS: z.coerce
    .number()
    .int()
    .min(1)
    .default(1000)
    .describe('first pause before a retry; it doubles'),
  SANDBOX_PUBLIC_URL: z
    .url()
    .optional()
    .describe('where browsers reach the sandbox, for its hosted page; default http://HOST:PORT'),
});

/** How to run any sandbox. */
export interface SandboxOptions {
  databaseUrl: string;
  /** Default 127.0.0.1. */
  host?: string;
  /** Default 0: any free port. */
  port?: number;
  /** Without it no webhooks are sent. */
  webhookUrl?: string | undefined;
  /** First pause before a failed webhook is sent again; doubles each time. Default 1000. */
  webhookRetryMs?: number;
  /** Where browsers reach the sandbox; default its own address. */
  publicUrl?: string | undefined;
}

/**
 * Reads the environment once; throws one error that names each variable that is wrong and what it is for.
 * @param variables what the sandbox called `name` can be told: those above and its own.
 */
export function readVariables<Schema extends z.ZodObject>(
  name: string,
  variables: Schema,
  environment: Record<string, string | undefined> = env,
): z.output<Schema> {
  const named = Object.keys(variables.shape).map((variable) => [
    variable,
    readVariable(variable, environment),
  ]);
  const parsed = variables.safeParse(Object.fromEntries(named.filter(([, value]) => value)));
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const variable = path.join('.');
    const { description = 'unknown variable' } = (variables.shape[variable] ?? {}) as {
      description?: string;
    };
    return `  ${variable}: ${message} (${description})`;
  });
  throw new Error(`The ${name} sandbox cannot start; set these environment variables:\n${lines.join('\n')}`);
}

/** What a variable says, or the file that `<NAME>_FILE` names: as for the shop's own secrets. */
function readVariable(name: string, environment: Record<string, string | undefined>): string | undefined {
  const file = environment[`${name}_FILE`];
  return file ? readFileSync(file, 'utf8').trim() : environment[name];
}

/** The variables that every sandbox has, as options. */
export function commonOptions(variables: z.output<typeof SandboxVariables>): SandboxOptions {
  return {
    host: variables.SANDBOX_HOST,
    port: variables.SANDBOX_PORT,
    databaseUrl: variables.SANDBOX_DATABASE_URL,
    webhookUrl: variables.SANDBOX_WEBHOOK_URL,
    webhookRetryMs: variables.SANDBOX_WEBHOOK_RETRY_MS,
    publicUrl: variables.SANDBOX_PUBLIC_URL,
  };
}
