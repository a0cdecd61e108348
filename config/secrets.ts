import { readFile } from 'node:fs/promises';
import { z } from 'zod';

/** The variables that hold a secret, or a URL with a password in it. */
export const SECRETS = [
  'DATABASE_URL',
  'CATALOG_DATABASE_URL',
  'REDIS_URL',
  'COOKIE_SECRET',
  'ENCRYPTION_KEYS',
  'STAFF_TOKEN',
  'OIDC_PROVIDERS',
  'STRIPE_SECRET_KEY',
  'STRIPE_WEBHOOK_SECRET',
  'PAYPAL_CLIENT_SECRET',
  'ADYEN_API_KEY',
  'ADYEN_HMAC_KEY',
  'ADYEN_WEBHOOK_PASSWORD',
  'SMTP_URL',
  'LLM_API_KEY',
] as const;

/**
 * A secret that is exchanged while the shop runs: several with "," between them, of which the first signs and all are
 * taken.
 *
 * @param of what each has to be
 */
export function secretList(of: z.ZodType<string, string>) {
  return z
    .string()
    .transform((list) => list.split(',').map((secret) => secret.trim()))
    .pipe(z.array(of).min(1));
}

/** The variable about where secrets are; part of the one schema in index.ts. */
export const secretVariables = {
  SECRET_MANAGER_ENDPOINT: z
    .url()
    .optional()
    .describe('where Secret Manager answers, when not at Google: a stand-in, asked without credentials'),
};

type Environment = Record<string, string | undefined>;

const REFERENCE = 'sm://';
const REFERENCES = /^sm:\/\/projects\/[\w.:-]+\/secrets\/[\w-]+\/versions\/[\w-]+$/;
const ANSWER_WITHIN_MS = 15_000;

/**
 * The environment with its secrets in it, wherever they were: in the variable, in a file that `<NAME>_FILE` names, or
 * in Google Secret Manager, where the variable is `sm://projects/P/secrets/S/versions/V`. Asked once, at the start.
 *
 * @param names the variables that hold them
 * @throws one error that names every variable whose secret could not be had, and why; never the secret itself
 */
export async function resolveSecrets(
  environment: Environment = process.env,
  names: readonly string[] = SECRETS,
): Promise<Environment> {
  const resolved = { ...environment };
  const managed = new SecretManager(environment);
  const problems: string[] = [];
  await Promise.all(
    names.map(async (name) => {
      try {
        const secret = await secretOf(name, environment, managed);
        if (secret !== undefined) resolved[name] = secret;
        delete resolved[`${name}_FILE`];
      } catch (error) {
        problems.push(`  ${name}: ${error instanceof Error ? error.message : error}`);
      }
    }),
  );
  await managed.close();
  if (problems.length === 0) return resolved;
  throw new Error(`Secrets could not be read:\n${problems.sort().join('\n')}`);
}

async function secretOf(
  name: string,
  environment: Environment,
  managed: SecretManager,
): Promise<string | undefined> {
  const [value, file] = [environment[name], environment[`${name}_FILE`]];
  if (value && file) throw new Error(`set ${name} or ${name}_FILE, not both`);
  const secret = file ? await contentOf(name, file) : value;
  if (!secret?.startsWith(REFERENCE)) return secret;
  if (!REFERENCES.test(secret))
    throw new Error('write a reference as sm://projects/P/secrets/S/versions/V, where V may be latest');
  return await managed.read(secret.slice(REFERENCE.length));
}

async function contentOf(name: string, file: string): Promise<string> {
  const content = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new Error(`the file of ${name}_FILE (${file}) cannot be read: ${error.code ?? error.message}`);
  });
  if (content.trim() === '') throw new Error(`the file of ${name}_FILE (${file}) is empty`);
  return content.trim();
}

/** Google Secret Manager through its own client, which is loaded once something is asked. */
class SecretManager {
  readonly #endpoint: string | undefined;
  #client: ReturnType<typeof openClient> | undefined;

  constructor(environment: Environment) {
    this.#endpoint = environment.SECRET_MANAGER_ENDPOINT || undefined;
  }

  async read(name: string): Promise<string> {
    this.#client ??= openClient(this.#endpoint);
    const client = await this.#client;
    const [version] = await client
      .accessSecretVersion({ name }, { timeout: ANSWER_WITHIN_MS, maxRetries: 2 })
      .catch((error: unknown) => {
        throw new Error(`Google Secret Manager did not give ${name}: ${reason(error)}`);
      });
    const data = version.payload?.data;
    const secret = (typeof data === 'string' ? data : Buffer.from(data ?? []).toString('utf8')).trim();
    if (secret === '') throw new Error(`${name} in Google Secret Manager is empty`);
    return secret;
  }

  async close(): Promise<void> {
    await (await this.#client?.catch(() => undefined))?.close();
  }
}

async function openClient(endpoint: string | undefined) {
  const { SecretManagerServiceClient } = await import('@google-cloud/secret-manager');
  if (endpoint === undefined) return new SecretManagerServiceClient();
  const { protocol, hostname, port } = new URL(endpoint);
  const { GoogleAuth, OAuth2Client } = await import('google-auth-library');
  const authClient = new OAuth2Client();
  authClient.setCredentials({ access_token: 'none is needed here' });
  return new SecretManagerServiceClient({
    fallback: true, // REST, which is all that stand-ins speak
    protocol: protocol.slice(0, -1),
    apiEndpoint: hostname,
    port: Number(port) || (protocol === 'https:' ? 443 : 80),
    auth: new GoogleAuth({ authClient, projectId: 'local' }) as never,
  });
}

/** What a caller can act on; the client's errors go on for pages. */
function reason(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const [first = ''] = error.message.split('\n');
  return first.slice(0, 200);
}
