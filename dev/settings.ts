import { homedir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { bigQueryVariables } from '../config/bigquery.js';
import { resolveSecrets, SECRETS } from '../config/secrets.js';
import { Currency } from '../domain/index.js';

/** The environment as it was handed to us: passed on to children, and read by the schema below alone. */
export const environment: NodeJS.ProcessEnv = process.env;

const port = z.coerce.number().int().min(1).max(65_535);

/** What the environment may say about the stack; each server it names is used instead of one of ours. */
const Settings = z.object({
  TEMPORAL_ADDRESS: z.string().optional(),
  TEMPORAL_NAMESPACE: z.string().default('default'),
  TEMPORAL_UI_URL: z.url().optional(),
  DATABASE_URL: z.url().optional(),
  API_DATABASE_URL: z.url().optional(),
  WORKER_DATABASE_URL: z.url().optional(),
  REDIS_URL: z.url().optional(),
  STRIPE_SECRET_KEY: z.string().optional(),
  STRIPE_API_URL: z.url().optional(),
  STRIPE_WEBHOOK_SECRET: z.string().optional(),
  SMTP_URL: z.url().optional(),
  LLM_BASE_URL: z.url().optional(),
  LLM_MODEL: z.string().optional(),
  PAYPAL_CLIENT_ID: z.string().optional(),
  PAYPAL_API_URL: z.url().optional(),
  PAYPAL_WEBHOOK_ID: z.string().optional(),
  ADYEN_API_KEY: z.string().optional(),
  ADYEN_API_URL: z.url().optional(),
  COOKIE_SECRET: z.string().optional(),
  STAFF_TOKEN: z.string().optional(),
  OIDC_PROVIDERS: z.string().optional(),
  PUBLIC_URL: z.url().optional(),
  ENCRYPTION_KEYS: z.string().optional(),
  CURRENCY: Currency.default('USD'),
  CATALOG: bigQueryVariables.CATALOG,
  API_HOST: z.string().default('127.0.0.1'),
  API_PORT: port.optional(),
  WORKER_METRICS_PORT: port.optional(),
  WORKER_SDK_METRICS_PORT: port.optional(),
});
export type Settings = z.infer<typeof Settings>;

/** What holds secrets of the programs here, beside those of the shop. */
const MORE_SECRETS = ['API_DATABASE_URL', 'WORKER_DATABASE_URL'];

/** The environment with its secrets in it, from wherever they are (config/secrets.ts). */
export const resolvedEnvironment = () => resolveSecrets(environment, [...SECRETS, ...MORE_SECRETS]);

/** Variables for a process of the shop; where one of them holds a secret, a file of ours that does counts no more. */
export function withoutFiles<Variables extends object>(variables: Variables): Variables {
  const known = SECRETS.filter((name) => name in variables);
  return { ...variables, ...Object.fromEntries(known.map((name) => [`${name}_FILE`, ''])) };
}

/** Reads the environment, its secrets from wherever they are; an empty variable counts as unset. */
export async function readSettings(): Promise<Settings> {
  const present = Object.fromEntries(
    Object.entries(await resolvedEnvironment()).filter(([, value]) => value !== ''),
  );
  const parsed = Settings.safeParse(present);
  if (parsed.success) return parsed.data;
  const wrong = parsed.error.issues.map(({ path: [name], message }) => `${String(name)}: ${message}`);
  throw new Error(`These environment variables are not valid: ${wrong.join('; ')}`);
}

export interface Flags {
  /** Throw away what former runs left in the data folder. */
  fresh: boolean;
  /** Size of the demo catalog. */
  products: number;
  /** The data folder. */
  data: string;
  help: boolean;
}

export const usage = `npm start -- [options]
  --fresh         begin anew: delete the data of former runs first
  --products N    size of the demo catalog, made when the shop has no products (default 5000)
  --data FOLDER   where data, logs and secrets are kept (default .data)
  --help          print this`;

/** Reads the command line; throws a sentence that names the option that is wrong. */
export function readFlags(args: string[]): Flags {
  const { values } = parseArgs({
    args,
    options: {
      fresh: { type: 'boolean', default: false },
      products: { type: 'string', default: '5000' },
      data: { type: 'string', default: '.data' },
      help: { type: 'boolean', default: false },
    },
  });
  const products = z.coerce.number().int().min(1).max(1_000_000).safeParse(values.products);
  if (!products.success) {
    throw new Error(`--products takes a whole number from 1 to 1000000, not "${values.products}".`);
  }
  return { fresh: values.fresh, products: products.data, data: path.resolve(values.data), help: values.help };
}

/** Where programs that took long to get are kept, for every clone of this user. */
export function cacheFolder(): string {
  return path.join(environment.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'shoptalk');
}

/** Where workers that are started from a clone keep the bundles of their workflows. */
export function workflowBundles(): string {
  return environment.WORKFLOW_BUNDLES || path.join(cacheFolder(), 'workflows');
}
