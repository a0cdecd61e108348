import { z } from 'zod';
import type { Config } from './index.js';

const KEY_BYTES = 32;
const HOW = 'write id:key, with "," between several; a key is 32 bytes in base64 (openssl rand -base64 32)';

/** The variables about encryption; part of the one schema in index.ts. */
export const encryptionVariables = {
  ENCRYPTION_KEYS: z
    .string()
    .optional()
    .transform((text, context) => {
      const keys = (text ?? '').split(',').filter((entry) => entry.trim() !== '');
      return keys.flatMap((entry) => {
        const [, id, key] = /^\s*([A-Za-z0-9_-]{1,40}):([A-Za-z0-9+/_-]{43}=?)\s*$/.exec(entry) ?? [];
        const bytes = Buffer.from(key ?? '', 'base64');
        if (id && bytes.length === KEY_BYTES) return [{ id, bytes }];
        context.addIssue(HOW);
        return [];
      });
    })
    .refine((keys) => new Set(keys.map(({ id }) => id)).size === keys.length, 'each id can be used once')
    .describe(
      'keys that workflow histories and personal fields are encrypted with, as id:base64 of 32 bytes, with "," between several: the first encrypts, all decrypt; without any, nothing is encrypted',
    ),
  ENCRYPT_STORED_DATA: z
    .enum(['on', 'off'])
    .default('on')
    .describe(
      'whether personal fields are encrypted in Postgres, too, where there are keys; off: what is encrypted is read and new things are written in the clear, for the release in which older processes still run',
    ),
};

/** The key ring: the first key encrypts, all decrypt; empty where nothing is encrypted. */
export function encryptionSettings(config: Pick<Config, keyof typeof encryptionVariables>) {
  return { keys: config.ENCRYPTION_KEYS, writesFields: config.ENCRYPT_STORED_DATA === 'on' };
}
