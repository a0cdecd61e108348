import { env } from 'node:process';
import { z } from 'zod';

const port = z.coerce.number().int().min(0).max(65_535);

/** What the development identity provider is told by the environment. */
export function readIdentityConfig(environment: Record<string, string | undefined> = env) {
  return z
    .object({
      IDENTITY_PORT: port,
      IDENTITY_STAFF_PORT: port,
      IDENTITY_SHOP_URL: z.url(),
      IDENTITY_CLIENT_SECRET: z.string().min(16),
    })
    .parse(environment);
}
