import { z } from 'zod';
import type { Config } from './index.js';

const EXAMPLE =
  '[{"id":"staff","name":"Staff","kind":"staff","issuer":"https://id.example.com","clientId":"…","clientSecret":"…"}]';

const LOOPBACK = new Set(['127.0.0.1', '[::1]', 'localhost']);

/** One identity provider: any issuer that speaks OpenID Connect. */
const OidcProvider = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,30}$/, 'use lower-case letters, digits and "-"')
    .describe('part of the address that the provider sends people back to'),
  name: z.string().min(1).max(60),
  kind: z.enum(['shopper', 'staff']),
  issuer: z.url().refine(isSafe, 'use https; plain http is for loopback alone'),
  clientId: z.string().min(1),
  clientSecret: z.string().min(1).optional(),
  scopes: z.string().default('openid profile'),
  rolesClaim: z.string().min(1).default('roles'),
  audience: z.string().min(1).optional(),
});
export type OidcProvider = z.infer<typeof OidcProvider>;

/** The variables about who people are; part of the one schema in index.ts. */
export const identityVariables = {
  OIDC_PROVIDERS: z
    .string()
    .default('[]')
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue(`write JSON, such as ${EXAMPLE}`);
        return z.NEVER;
      }
    })
    .pipe(
      z
        .array(OidcProvider)
        .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, 'each id can be used once')
        .refine(
          (all) => new Set(all.map(({ issuer }) => issuer)).size === all.length,
          'each issuer can be named once',
        ),
    )
    .describe(
      'who people can sign in with, as a JSON list: `id`, `name`, `kind` (shopper or staff), `issuer`, `clientId`, `clientSecret`, ' +
        '`scopes` (openid profile), `rolesClaim` (roles; dots lead inwards), `audience` (of bearer tokens; without it none of this issuer are taken)',
    ),
  SESSION_DAYS: z.coerce
    .number()
    .min(0.001)
    .max(366)
    .default(90)
    .describe('days after which shoppers have to sign in again'),
  SESSION_IDLE_DAYS: z.coerce
    .number()
    .min(0.001)
    .max(366)
    .default(30)
    .describe('days without a request after which shoppers have to sign in again'),
  STAFF_SESSION_HOURS: z.coerce
    .number()
    .min(0.01)
    .max(72)
    .default(10)
    .describe('hours after which staff have to sign in again; a tenth of it without a request does, too'),
};

/** What the api is told about who people are. */
export function identitySettings(config: Config) {
  const day = 86_400;
  const staff = Math.round(config.STAFF_SESSION_HOURS * 3_600);
  const lasts = Math.round(config.SESSION_DAYS * day);
  return {
    providers: config.OIDC_PROVIDERS,
    /** In seconds. */
    sessions: {
      shopper: { lasts, idle: Math.min(lasts, Math.round(config.SESSION_IDLE_DAYS * day)) },
      staff: { lasts: staff, idle: Math.max(1, Math.round(staff / 10)) },
    },
  };
}
export type IdentitySettings = ReturnType<typeof identitySettings>;

function isSafe(issuer: string): boolean {
  const { protocol, hostname } = new URL(issuer);
  return protocol === 'https:' || LOOPBACK.has(hostname);
}
