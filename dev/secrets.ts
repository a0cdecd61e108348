import { randomBytes } from 'node:crypto';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const Secrets = z.object({
  COOKIE_SECRET: z.string().min(16),
  STAFF_TOKEN: z.string().min(16),
  STRIPE_WEBHOOK_SECRET: z.string().min(16),
  ADYEN_HMAC_KEY: z.string().regex(/^[0-9a-f]{64}$/),
  OIDC_CLIENT_SECRET: z.string().min(16),
  ENCRYPTION_KEYS: z.string().min(1),
  API_DATABASE_PASSWORD: z.string().min(16),
  WORKER_DATABASE_PASSWORD: z.string().min(16),
});
export type Secrets = z.infer<typeof Secrets>;

const make = (prefix = '') => prefix + randomBytes(24).toString('base64url');

/** Reads the secrets of this clone, making those that are missing; the file is readable by its owner alone. */
export function readSecrets(file: string): Secrets {
  const fresh = {
    COOKIE_SECRET: make(),
    STAFF_TOKEN: make('staff_'),
    STRIPE_WEBHOOK_SECRET: make('whsec_'),
    ADYEN_HMAC_KEY: randomBytes(32).toString('hex'),
    OIDC_CLIENT_SECRET: make(),
    ENCRYPTION_KEYS: `first:${randomBytes(32).toString('base64')}`,
    API_DATABASE_PASSWORD: make(),
    WORKER_DATABASE_PASSWORD: make(),
  };
  const secrets = Secrets.parse({ ...fresh, ...stored(file) });
  writeFileSync(file, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600 });
  chmodSync(file, 0o600); // the mode above counts for new files alone
  return secrets;
}

function stored(file: string): Partial<Secrets> {
  try {
    return Secrets.partial().parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return {};
  }
}
