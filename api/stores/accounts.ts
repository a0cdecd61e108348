import type { PersonalFields } from '../../activities/ports/index.js';
import { aboutName } from '../../domain/index.js';
import type { Role } from '../identity/person.js';
import type { Database } from './database.js';

/** Somebody, as an issuer names them. */
export interface Identified {
  issuer: string;
  subject: string;
  name: string | undefined;
}

export interface NewSession {
  tokenHash: Buffer;
  provider: string;
  roles: readonly Role[];
  device: string;
  /** Seconds. */
  lasts: number;
  idle: number;
}

/** People who have signed in. The id of an account is also that of the shopper who acts for it. */
export interface Accounts {
  /** The account of somebody, made when they are new. */
  of(who: Identified): Promise<string>;
  /**
   * Signs somebody in: account and session, and the guest with all that is theirs joins the account, unless they
   * have joined one before. One statement: all of it, or nothing.
   */
  signIn(who: Identified, session: NewSession, guest: string | undefined): Promise<string>;
}

/**
 * The conflict locks the account's row, so that two tabs that sign in at once come one after the other; a guest joins
 * the first account that asks, since the second finds `account_id` set under the row's lock.
 */
const ACCOUNT = `
  account as (
    insert into accounts (issuer, subject, name) values ($1, $2, $3)
    on conflict (issuer, subject) do update set name = coalesce(excluded.name, accounts.name)
    returning id),
  own as (insert into shoppers (id, account_id) select id, id from account on conflict do nothing)`;

const SIGN_IN = `
  with ${ACCOUNT},
  joined as (
    update shoppers s set account_id = a.id from account a where s.id = $4::uuid and s.account_id is null and s.erased_at is null),
  opened as (
    insert into sessions (account_id, token_hash, provider, roles, device, idle_seconds, expires_at)
    select id, $5, $6, $7, $8, $9, now() + make_interval(secs => $10) from account)
  select id from account`;

export function accountStore(database: Database, fields: PersonalFields): Accounts {
  const nameOf = (who: Identified) => fields.seal(who.name ?? null, aboutName(who));
  const idOf = async (sql: string, values: unknown[]): Promise<string> => {
    const [row] = await database.rows<{ id: string }>(sql, values);
    if (!row) throw new Error('Postgres returned no account for an insert.');
    return row.id;
  };
  return {
    of: (who) => idOf(`with ${ACCOUNT} select id from account`, [who.issuer, who.subject, nameOf(who)]),

    signIn: (who, { tokenHash, provider, roles, device, idle, lasts }, guest) =>
      idOf(SIGN_IN, [
        who.issuer,
        who.subject,
        nameOf(who),
        guest ?? null,
        tokenHash,
        provider,
        roles,
        device,
        idle,
        lasts,
      ]),
  };
}
