import { fileURLToPath } from 'node:url';
import type { DataConverter } from '@temporalio/common';
import type { Pool } from 'pg';
import { createPostgresDataKeys } from './data-keys.js';
import { KeyRing, type RingKey } from './key-ring.js';
import { createPayloadCodec } from './payload-codec.js';

/** Temporal loads it by its path, within workflows, too. */
const ENCODED_FAILURES = fileURLToPath(new URL('../../../workflows/encoded-failures.ts', import.meta.url));

/** What encrypts, wired to the shop's Postgres; undefined where there are no keys, and nothing is encrypted. */
export function openEncryption(pool: Pick<Pool, 'query'>, { keys }: { keys: readonly RingKey[] }) {
  if (keys.length === 0) return undefined;
  const ring = new KeyRing(keys);
  const dataKeys = createPostgresDataKeys(pool, ring);
  const codec = createPayloadCodec(ring, dataKeys);
  const dataConverter: DataConverter = {
    payloadCodecs: [codec],
    failureConverterPath: ENCODED_FAILURES,
  };
  return { ring, dataKeys, codec, dataConverter };
}
export type Encryption = NonNullable<ReturnType<typeof openEncryption>>;
