import { LRUCache } from 'lru-cache';
import { ShopError, ShopperId } from '../../domain/index.js';
import type { Context } from '../state.js';
import type { Accounts } from '../stores/accounts.js';
import type { Sessions } from '../stores/sessions.js';
import type { Bearer, BearerCheck } from './bearer.js';
import { guestOf, hashOf, newToken, type ShopCookies } from './cookies.js';
import { hasRole, type Person, type StaffRole } from './person.js';
import { showsStaffToken } from './staff-token.js';

/** A browser drops the cookie by then; the session's own end is the server's matter. */
const COOKIE_MS = 366 * 24 * 60 * 60 * 1_000;

const KNOWN_MS = 60_000;

export interface RecogniseOptions {
  cookies: ShopCookies;
  sessions: Sessions;
  accounts: Accounts;
  bearer: BearerCheck;
  staffToken: string | undefined;
}

/** Finds out who a request comes from, and whether they may do what they ask for. */
export function createRecognition({ cookies, sessions, accounts, bearer, staffToken }: RecogniseOptions) {
  /** Accounts of API clients. Who was erased and comes back has another one: it is asked again now and then. */
  const known = new LRUCache<string, string>({ max: 10_000, ttl: KNOWN_MS });

  async function recognise(ctx: Context): Promise<Person | undefined> {
    const authorization = ctx.get('authorization');
    if (authorization) return await byHeader(ctx, authorization);
    return (await bySession(ctx)) ?? byGuestCookie(ctx);
  }

  async function byHeader(ctx: Context, authorization: string): Promise<Person> {
    const [scheme = '', token = '', ...more] = authorization.split(' ');
    if (scheme.toLowerCase() !== 'bearer' || token === '' || more.length > 0) {
      throw new ShopError('unauthenticated', 'Send a bearer token as "authorization: Bearer TOKEN".');
    }
    if (showsStaffToken(ctx, token, staffToken)) {
      const roles = ['support', 'ops', 'admin'] as const;
      const nobody = { shopperId: undefined, name: undefined, accountId: undefined, sessionId: undefined };
      return { by: 'staff token', roles, ...nobody };
    }
    const who = await bearer(token);
    const accountId = await accountOf(who);
    const shopperId = ShopperId.parse(accountId);
    return { by: 'bearer', shopperId, accountId, roles: who.roles, name: who.name, sessionId: undefined };
  }

  async function accountOf(who: Bearer): Promise<string> {
    const key = JSON.stringify([who.issuer, who.subject]);
    const id = known.get(key) ?? (await accounts.of(who));
    known.set(key, id);
    return id;
  }

  async function bySession(ctx: Context): Promise<Person | undefined> {
    const token = cookies.read(ctx, 'session');
    if (!token) return undefined;
    const hash = hashOf(token);
    const session = await sessions.find(hash);
    if (!session) {
      if (!ctx.headerSent) cookies.clear(ctx, 'session');
      return undefined;
    }
    // A long answer such as a stream is recognised again when its headers are gone.
    if (session.isStale && !ctx.headerSent) {
      const next = newToken();
      if (await sessions.rotate(session.id, hash, hashOf(next)))
        cookies.write(ctx, 'session', next, COOKIE_MS);
    }
    const { id: sessionId, accountId, roles, name } = session;
    return { by: 'session', shopperId: accountId, accountId, roles, name, sessionId };
  }

  function byGuestCookie(ctx: Context): Person | undefined {
    const shopperId = guestOf(ctx, cookies);
    if (!shopperId) return undefined;
    return {
      by: 'guest',
      shopperId,
      roles: ['shopper'],
      name: undefined,
      accountId: undefined,
      sessionId: undefined,
    };
  }

  return {
    recognise,

    /** Lets staff through who have one of the roles. Throws `unauthenticated` for who is nobody, `forbidden` for others. */
    requireRole(ctx: Context, allowed: readonly StaffRole[]): void {
      const { person } = ctx.state;
      if (hasRole(person, allowed)) return;
      if (person && person.by !== 'guest') {
        throw new ShopError(
          'forbidden',
          `This needs the role ${allowed.join(' or ')}; ask who gives you roles.`,
        );
      }
      throw new ShopError('unauthenticated', 'Sign in as staff, or send "authorization: Bearer TOKEN".');
    },
  };
}
export type Recognition = ReturnType<typeof createRecognition>;
