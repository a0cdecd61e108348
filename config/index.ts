import { z } from 'zod';
import { bigQueryVariables } from './bigquery.js';
import { challengeVariables } from './challenges.js';
import { deploymentVariables } from './deployment.js';
import { encryptionVariables } from './encryption.js';
import { identityVariables } from './identity.js';
import { limitVariables } from './limits.js';
import { llmVariables } from './llm.js';
import { mailVariables } from './mail.js';
import { networkVariables } from './network.js';
import { observabilityVariables } from './observability.js';
import { privacyVariables } from './privacy.js';
import { queueVariables } from './queues.js';
import { secretList, secretVariables } from './secrets.js';
import { temporalVariables } from './temporal.js';
import { tracingVariables } from './tracing.js';
import { workflowBundleVariables } from './workflow-bundles.js';

const port = z.coerce.number().int().min(0).max(65_535);

/** Every variable the shop reads, with its default and its meaning. Nothing else reads the environment. */
export const ConfigSchema = z.object({
  ...temporalVariables,
  ...queueVariables,
  ...deploymentVariables,
  ...workflowBundleVariables,
  DATABASE_URL: z.url().default('postgres://shoptalk:shoptalk@127.0.0.1:5432/shoptalk').describe('Postgres'),
  CATALOG_DATABASE_URL: z
    .url()
    .optional()
    .describe(
      'the same Postgres as the owner of its tables, for the copies of CATALOG=bigquery, which make and exchange them; default DATABASE_URL',
    ),
  DATABASE_POOL: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(10)
    .describe('Postgres connections per process'),
  REDIS_URL: z
    .url()
    .optional()
    .describe('Redis or Valkey for the cache; without it each process caches in its own memory'),
  CACHE_MEMORY_MB: z.coerce
    .number()
    .int()
    .min(1)
    .max(4_096)
    .default(32)
    .describe("without REDIS_URL: how much of a process's memory the cache may take; Redis bounds its own"),
  PAYMENT_OPTIONS: z
    .string()
    .default('card,paypal,adyen')
    .transform((list) => list.split(',').map((name) => name.trim()))
    .pipe(z.array(z.enum(['card', 'bank_debit', 'paypal', 'adyen'])).min(1))
    .describe(
      'ways to pay to offer, in order, from card, bank_debit, paypal, adyen; those whose provider is not set up are left out',
    ),
  STRIPE_SECRET_KEY: z
    .string()
    .min(1)
    .default('sk_test_sandbox')
    .describe('secret key for Stripe or its sandbox'),
  STRIPE_API_URL: z
    .url()
    .optional()
    .describe('where the Stripe API answers, when not at Stripe: the sandbox'),
  STRIPE_WEBHOOK_SECRET: secretList(z.string().min(1))
    .prefault('whsec_sandbox')
    .describe('signs the webhooks that Stripe sends us; several with "," between them are all taken'),
  STRIPE_PUBLISHABLE_KEY: z
    .string()
    .min(1)
    .optional()
    .describe(
      "key for Stripe's Payment Element on the page; without it only test cards of the sandbox are offered",
    ),
  STRIPE_JS_URL: z
    .url()
    .default('https://js.stripe.com/v3/')
    .describe('where the page loads Stripe.js from; leave it, except for the sandbox'),
  PAYPAL_CLIENT_ID: z
    .string()
    .optional()
    .describe('client id of the PayPal app; without it PayPal is not offered'),
  PAYPAL_CLIENT_SECRET: z.string().optional().describe('secret of the PayPal app'),
  PAYPAL_WEBHOOK_ID: z
    .string()
    .optional()
    .describe(
      "PayPal's id of the webhook that posts to /v1/webhooks/paypal; without it webhooks are refused",
    ),
  PAYPAL_API_URL: z
    .url()
    .optional()
    .describe(
      'where the PayPal API answers, when not at PayPal: the sandbox, or https://api-m.sandbox.paypal.com',
    ),
  ADYEN_API_KEY: z
    .string()
    .min(1)
    .optional()
    .describe('API key for Adyen or its sandbox; without it Adyen is not set up'),
  ADYEN_MERCHANT_ACCOUNT: z.string().min(1).optional().describe('merchant account at Adyen'),
  ADYEN_HMAC_KEY: secretList(
    z.string().regex(/^([0-9A-Fa-f]{2}){16,}$/, 'use the hexadecimal key that Adyen shows'),
  )
    .optional()
    .describe(
      'signs the notifications that Adyen sends us; hexadecimal; several with "," between them are all taken',
    ),
  ADYEN_API_URL: z.url().optional().describe('where the Adyen API answers, when not at Adyen: the sandbox'),
  ADYEN_LIVE_PREFIX: z
    .string()
    .regex(/^[A-Za-z0-9-]+$/, 'use the prefix alone, without the host')
    .optional()
    .describe('prefix of your live endpoint at Adyen; with it, payments are real'),
  ADYEN_WEBHOOK_USER: z
    .string()
    .min(1)
    .optional()
    .describe('user that notifications of Adyen come with, if any'),
  ADYEN_WEBHOOK_PASSWORD: z.string().min(1).optional().describe('password of that user'),
  TAX: z
    .enum(['table', 'stripe'])
    .default('table')
    .describe('who works out the tax: our table of rates, or Stripe Tax with STRIPE_SECRET_KEY'),
  TAX_INCLUDED_IN: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(',')
        .map((code) => code.trim().toUpperCase())
        .filter(Boolean),
    )
    .pipe(z.array(z.enum(['US', 'CA', 'GB', 'IE', 'DE', 'FR', 'NL', 'ES', 'IT', 'AU'])))
    .describe('countries whose prices contain the tax, such as GB,DE,FR; elsewhere it is added to them'),
  API_HOST: z.string().default('127.0.0.1').describe('address the api listens on'),
  API_PORT: port.default(3000).describe('port of the shop, its API and its pages'),
  PUBLIC_URL: z.url().optional().describe('where shoppers reach the shop; default http://API_HOST:API_PORT'),
  COOKIE_SECRET: secretList(z.string().min(16)).describe(
    'signs the cookies of guests, sessions and sign-ins, and links to unsubscribe; at least 16 characters; several with "," between them: the first signs, all are taken',
  ),
  STAFF_TOKEN: z
    .string()
    .min(16)
    .optional()
    .describe(
      'bearer token that opens the staff routes to programs and browsers of this machine, for development; at least 16 characters; unset: off',
    ),
  ...encryptionVariables,
  ...secretVariables,
  ...privacyVariables,
  ...identityVariables,
  ...networkVariables,
  ...limitVariables,
  ...challengeVariables,
  WORKER_METRICS_HOST: z.string().default('127.0.0.1').describe('address of the worker metrics'),
  WORKER_METRICS_PORT: port.default(9464).describe('port of the worker metrics'),
  ...observabilityVariables,
  ...tracingVariables,
  TEMPORAL_UI_URL: z.url().optional().describe('where the Temporal UI is; the support page links to it'),
  SHOP_NAME: z.string().default('Shoptalk').describe('name on the page'),
  RETURNS_ADDRESS: z
    .string()
    .default('Returns; 1 Warehouse Road; Columbus, OH 43215; United States')
    .transform((lines) =>
      lines
        .split(';')
        .map((line) => line.trim())
        .filter(Boolean),
    )
    .describe('where parcels that come back go: the lines under the name of the shop, with ";" between them'),
  CURRENCY: z
    .enum(['USD', 'EUR', 'GBP', 'AUD', 'CAD', 'CHF', 'CZK', 'DKK', 'JPY', 'NOK', 'NZD', 'PLN', 'SEK'])
    .default('USD')
    .describe('currency of all prices'),
  HOLD_SECONDS: z.coerce
    .number()
    .int()
    .min(5)
    .max(86_400)
    .default(900)
    .describe('how long stock is set aside for a shopper who is paying'),
  ...bigQueryVariables,
  ...mailVariables,
  ...llmVariables,
  TURN_TIMEOUT_MS: z.coerce
    .number()
    .int()
    .min(500)
    .default(15_000)
    .describe('how long the api waits for a turn before it says 503; the turn goes on'),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'])
    .default('info')
    .describe('least severe level that is logged'),
});
export type Config = z.infer<typeof ConfigSchema>;

/** Reads the configuration; throws one error that names every variable that is wrong and what it is for. */
export function readConfig(environment: Record<string, string | undefined> = process.env): Config {
  return read(ConfigSchema, environment);
}

/** As `readConfig`, for a program that needs no more than these variables. */
export function readBigQueryConfig(environment: Record<string, string | undefined> = process.env) {
  return read(z.object({ ...bigQueryVariables, CURRENCY: ConfigSchema.shape.CURRENCY }), environment);
}

/** As `readConfig`, for a program that only talks to Temporal about versions of the worker. */
export function readDeploymentConfig(environment: Record<string, string | undefined> = process.env) {
  const { WORKER_DEPLOYMENT } = deploymentVariables;
  const schema = z.object({ ...temporalVariables, WORKER_DEPLOYMENT: WORKER_DEPLOYMENT.default('shoptalk') });
  return read(schema, environment);
}

/** As `readConfig`, for a program that encrypts what is stored; it has no default database, and wants keys. */
export function readEncryptionConfig(environment: Record<string, string | undefined> = process.env) {
  return read(z.object({ ...encryptionVariables, DATABASE_URL: z.url() }), environment);
}

/** As `readConfig`, for a program that only prepares database and Temporal. */
export function readTemporalConfig(environment: Record<string, string | undefined> = process.env) {
  return read(z.object(temporalVariables), environment);
}

function read<Schema extends z.ZodObject>(
  schema: Schema,
  environment: Record<string, string | undefined>,
): z.infer<Schema> {
  const present = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(present);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map(({ path, message }) => {
    const [name = ''] = path.map(String);
    const described = name in ConfigSchema.shape && ConfigSchema.shape[name as keyof Config].description;
    return `  ${path.join('.')}: ${message} (${described || 'unknown variable'})`;
  });
  throw new Error(`The configuration is not valid; set these environment variables:\n${lines.join('\n')}`);
}
