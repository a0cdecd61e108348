import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';

/** The header that makes an act safe to send again. */
export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[A-Za-z0-9_-]{8,64}$/, 'use 8 to 64 letters, digits, "-" or "_"')
    .optional()
    .describe('make one for each act; sending the act again with its key does it once'),
});

/**
 * Names an act for Temporal. The content is part of it: a key that is used again with other content is another
 * act, which is judged for itself, and never silently the first.
 */
export function actId(command: { type: string }, key: string | undefined): string {
  if (!key) return `${command.type}:${randomUUID()}`;
  const content = createHash('sha256').update(JSON.stringify(command)).digest('base64url').slice(0, 16);
  return `${command.type}:${key}:${content}`;
}
