import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { Pool } from 'pg';
import type { Unsubscribes } from '../../ports/index.js';

/** Unsubscribed addresses in the shop's Postgres, by their SHA-256; tokens are that and our signature. */
export function createPostgresUnsubscribes(pool: Pool, { secret }: { secret: string }): Unsubscribes {
  // A key of its own: nothing else that the secret signs can pass for a token.
  const key = createHmac('sha256', secret).update('unsubscribe from mail').digest();
  const sign = (hash: string) => createHmac('sha256', key).update(hash).digest('base64url');

  function hashIn(token: string): string | undefined {
    const [hash = '', signature = ''] = token.split('.');
    const [given, right] = [Buffer.from(signature), Buffer.from(sign(hash))];
    return given.length === right.length && timingSafeEqual(given, right) ? hash : undefined;
  }

  return {
    tokenFor(address) {
      const hash = hashOf(address);
      return `${hash}.${sign(hash)}`;
    },

    isGenuine: (token) => hashIn(token) !== undefined,

    async unsubscribe(token) {
      const hash = hashIn(token);
      if (!hash) return false;
      await pool.query(
        'insert into mail_unsubscribes (address_hash) values ($1) on conflict (address_hash) do update set at = now()',
        [hash],
      );
      return true;
    },

    async since(address, consentedAt) {
      const { rows } = await pool.query(
        'select from mail_unsubscribes where address_hash = $1 and at >= $2',
        [hashOf(address), consentedAt],
      );
      return rows.length > 0;
    },
  };
}

function hashOf(address: string): string {
  return createHash('sha256').update(address.trim().toLowerCase()).digest('base64url');
}
