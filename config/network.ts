import { z } from 'zod';
import type { Config } from './index.js';

const list = (text: string) =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter(Boolean);

/** The variables about who stands between the shop and its callers; part of the one schema in index.ts. */
export const networkVariables = {
  TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform(list)
    .pipe(z.array(z.union([z.cidrv4(), z.cidrv6(), z.ipv4(), z.ipv6()], 'use addresses or CIDR ranges')))
    .describe(
      'addresses or CIDR ranges of the proxies in front of the api, with "," between them; only from these is X-Forwarded-For believed',
    ),
  CORS_ORIGINS: z
    .string()
    .default('')
    .transform(list)
    .pipe(
      z.array(
        z
          .url()
          .refine(
            (url) => URL.canParse(url) && new URL(url).origin === url,
            'use origins, such as https://app.example.com',
          ),
      ),
    )
    .describe('other origins whose pages may use the API, with "," between them'),
  TLS_CERT_FILE: z
    .string()
    .min(1)
    .optional()
    .describe('certificate chain (PEM), for TLS without a proxy; read again when it changes'),
  TLS_KEY_FILE: z.string().min(1).optional().describe('its private key (PEM)'),
};

/** Files for native TLS; undefined where a proxy does it, or nobody. */
export function tlsFiles(config: Config): { cert: string; key: string } | undefined {
  const { TLS_CERT_FILE: cert, TLS_KEY_FILE: key } = config;
  if (cert && key) return { cert, key };
  if (cert || key) throw new Error('Set both TLS_CERT_FILE and TLS_KEY_FILE, or neither.');
  return undefined;
}
