import type { PersonalFields } from '../../activities/ports/index.js';
import { aboutName, type ShopperId } from '../../domain/index.js';
import type { Role } from '../identity/person.js';
import type { Database } from './database.js';

export interface Session {
  id: string;
  accountId: ShopperId;
  name: string | undefined;
  provider: string;
  roles: Role[];
  /** Whether it is time for another token. */
  isStale: boolean;
}

export interface SessionOutline {
  id: string;
  provider: string;
  device: string;
  createdAt: string;
  seenAt: string;
}

/** Who is signed in where. A session ends when it is revoked, too old, or unused for too long. */
export interface Sessions {
  /** The live session of a token; notes that it was used. */
  find(tokenHash: Buffer): Promise<Session | undefined>;
  /** Replaces the token; false when another request has done so. The old one is taken for another minute. */
  rotate(id: string, from: Buffer, to: Buffer): Promise<boolean>;
  /** The account's live sessions, newest first. */
  list(accountId: string): Promise<SessionOutline[]>;
  /** Ends one session of an account; false when there is no such live session. */
  revoke(accountId: string, id: string): Promise<boolean>;
  revokeAll(accountId: string): Promise<void>;
}

/** A stolen token is worth something for as long as this, unless it is used on; then its owner is signed out. */
const ROTATE_EVERY = '15 minutes';
/** For requests that were under way when the token was replaced. */
const FORMER_LASTS = '1 minute';

const LIVE = `s.revoked_at is null and s.expires_at > now()
  and s.seen_at + make_interval(secs => s.idle_seconds) > now()`;

/** `seen_at` is written once a minute at most: reading must not cost a write each time. */
const FIND = `
  with found as (
    select s.id, s.account_id as "accountId", a.issuer, a.subject, a.name, s.provider, s.roles, s.seen_at,
      s.token_hash = $1 and s.rotated_at < now() - interval '${ROTATE_EVERY}' as "isStale"
    from sessions s join accounts a on a.id = s.account_id
    where (s.token_hash = $1 or s.former_hash = $1 and s.rotated_at > now() - interval '${FORMER_LASTS}') and ${LIVE}),
  seen as (
    update sessions s set seen_at = now() from found f
    where s.id = f.id and f.seen_at < now() - least(interval '1 minute', make_interval(secs => s.idle_seconds / 4.0)))
  select id, "accountId", issuer, subject, name, provider, roles, "isStale" from found`;

export function sessionStore(database: Database, fields: PersonalFields): Sessions {
  return {
    async find(tokenHash) {
      const [row] = await database.rows<
        Omit<Session, 'name'> & { issuer: string; subject: string; name: string | null }
      >(FIND, [tokenHash]);
      if (!row) return undefined;
      const { issuer, subject, name, ...session } = row;
      return { ...session, name: fields.open(name, aboutName({ issuer, subject })) ?? undefined };
    },

    async rotate(id, from, to) {
      const rows = await database.rows(
        `update sessions set token_hash = $3, former_hash = $2, rotated_at = now()
         where id = $1 and token_hash = $2 and revoked_at is null returning id`,
        [id, from, to],
      );
      return rows.length > 0;
    },

    async list(accountId) {
      const rows = await database.rows<
        Omit<SessionOutline, 'createdAt' | 'seenAt'> & { at: Date; seen: Date }
      >(
        `select s.id, s.provider, s.device, s.created_at as at, s.seen_at as seen from sessions s
         where s.account_id = $1 and ${LIVE} order by s.created_at desc limit 100`,
        [accountId],
      );
      return rows.map(({ at, seen, ...session }) => ({
        ...session,
        createdAt: at.toISOString(),
        seenAt: seen.toISOString(),
      }));
    },

    async revoke(accountId, id) {
      const rows = await database.rows(
        'update sessions set revoked_at = now() where account_id = $1 and id = $2 and revoked_at is null returning id',
        [accountId, id],
      );
      return rows.length > 0;
    },

    async revokeAll(accountId) {
      await database.rows(
        'update sessions set revoked_at = now() where account_id = $1 and revoked_at is null returning id',
        [accountId],
      );
    },
  };
}
