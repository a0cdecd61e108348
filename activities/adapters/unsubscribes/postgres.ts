import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { PersonalFields, Unsubscribes } from '../../ports/index.js';

/**
 * Unsubscribed addresses in the shop's Postgres. A token is the SHA-256 of an address and our signature: the first
 * secret signs, all are taken. The table has
 * that hash under a key of ours, for whoever has only the table could else try addresses out; and sealed beside it,
 * for a new key to take over.
 */
export function createPostgresUnsubscribes(
  pool: Pool,
  { secrets, fields }: { secrets: readonly string[]; fields: PersonalFields },
): Unsubscribes {
  // Keys of their own: nothing else that the secrets sign can pass for a token.
  const keys = secrets.map((secret) => createHmac('sha256', secret).update('unsubscribe from mail').digest());
  const signatures = (hash: string) =>
    keys.map((key) => createHmac('sha256', key).update(hash).digest('base64url'));

  function hashIn(token: string): string | undefined {
    const [hash = '', signature = ''] = token.split('.');
    const given = Buffer.from(signature);
    const isGenuine = signatures(hash)
      .map((right) => Buffer.from(right))
      .some((right) => given.length === right.length && timingSafeEqual(given, right));
    return isGenuine ? hash : undefined;
  }

  return {
    tokenFor(address) {
      const hash = hashOf(address);
      return `${hash}.${signatures(hash)[0]}`;
    },

    isGenuine: (token) => hashIn(token) !== undefined,

    async unsubscribe(token) {
      const hash = hashIn(token);
      if (!hash) return false;
      await pool.query(
        `insert into mail_unsubscribes (address_hash, sealed) values ($1, $2)
         on conflict (address_hash) do update set at = now()`,
        [fields.mailDigest(hash) ?? hash, sealedHash(fields, hash)],
      );
      return true;
    },

    async since(address, consentedAt) {
      const { rows } = await pool.query(
        'select from mail_unsubscribes where address_hash = any ($1) and at >= $2 limit 1',
        [[hashOf(address), ...fields.mailDigests(hashOf(address))], consentedAt],
      );
      return rows.length > 0;
    },
  };
}

/** What a new key makes its digest of; nothing where the hash itself is the row's key. */
export function sealedHash(fields: PersonalFields, hash: string): string | null {
  return fields.mailDigest(hash) === undefined ? null : fields.seal(hash, ABOUT_UNSUBSCRIBED);
}
export const ABOUT_UNSUBSCRIBED = 'mail_unsubscribes sealed';

function hashOf(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('base64url');
}
