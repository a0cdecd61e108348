import { z } from 'zod';
import { ShopError } from '../../domain/index.js';
import { SOLUTION_PARAMETER } from '../challenges/solution.js';
import type { ApiDeps } from '../deps.js';
import { guestOf, hashOf, newToken } from '../identity/cookies.js';
import { deviceOf } from '../identity/device.js';
import { SIGN_IN_SECONDS, type SignedIn, tagOf } from '../identity/sign-in.js';
import type { Context } from '../state.js';
import { defineRoute, type Route } from './route.js';

const provider = z.object({ provider: z.string().max(31) });
const shared = { tag: 'identity' } as const;

/** Signing in and out, and where one is signed in. */
export function identityRoutes(deps: ApiDeps): Route[] {
  return [...signInRoutes(deps), ...sessionRoutes(deps)];
}

function signInRoutes({ identity, challenges }: ApiDeps): Route[] {
  const { signIn, cookies } = identity;
  return [
    defineRoute({
      ...shared,
      method: 'get',
      path: '/v1/sign-in',
      operationId: 'listIdentityProviders',
      summary: 'Who one can sign in with',
      access: 'public',
      responses: { 200: { description: 'The identity providers', schema: 'IdentityProviderList' } },
      problems: [],
      handle: async () => ({ body: { items: signIn.providers() } }),
    }),
    defineRoute({
      ...shared,
      method: 'get',
      path: '/v1/sign-in/:provider',
      operationId: 'beginSignIn',
      summary: 'Sends the browser to the identity provider',
      access: 'public',
      limit: 'sign-in',
      params: provider,
      query: z.object({
        return_to: z
          .string()
          .max(500)
          .optional()
          .describe('path of ours to come back to; anything else is the start page'),
        [SOLUTION_PARAMETER]: z
          .string()
          .max(4_000)
          .optional()
          .describe('what Challenge-Solution is elsewhere; a link has no headers'),
      }),
      responses: {
        303: {
          description: 'To the identity provider; or to a page that does the work that is wanted first',
        },
      },
      problems: ['challenge_required'],
      async handle({ ctx, params, query }) {
        try {
          await challenges.require(ctx, 'sign-in');
        } catch (error) {
          if (!(error instanceof ShopError) || ctx.accepts(['json', 'html']) !== 'html') throw error;
          return {
            status: 303,
            headers: { location: `/one-moment/?${new URLSearchParams({ to: ctx.url })}` },
          };
        }
        const { url, tag, cookie } = await signIn.begin(params.provider, query.return_to);
        cookies.write(ctx, `signin.${tag}`, cookie, SIGN_IN_SECONDS * 1_000);
        return { status: 303, headers: { location: url } };
      },
    }),
    defineRoute({
      ...shared,
      method: 'get',
      path: '/v1/sign-in/:provider/callback',
      operationId: 'finishSignIn',
      summary: 'Where the identity provider sends the browser back to',
      description:
        'Opens a session, and what the guest of this browser had is the account’s from then on. Browsers are sent on in any ' +
        'case, with `sign_in=refused` or `sign_in=unavailable` where it came to nothing; programs get a problem document.',
      access: 'public',
      limit: 'sign-in',
      params: provider,
      responses: { 303: { description: 'To where the sign-in was begun' } },
      problems: ['sign_in_refused'],
      async handle({ ctx, params }) {
        const tag: `signin.${string}` = `signin.${tagOf(new URLSearchParams(ctx.querystring).get('state') ?? '')}`;
        try {
          const cookie = cookies.read(ctx, tag);
          if (cookie) cookies.clear(ctx, tag);
          const who = await signIn.finish(params.provider, ctx.querystring, cookie);
          await openSession(identity, ctx, who);
          return { status: 303, headers: { location: who.returnTo } };
        } catch (error) {
          if (!(error instanceof ShopError) || ctx.accepts(['json', 'html']) !== 'html') throw error;
          const cause = error.cause instanceof Error ? error.cause.message : undefined;
          ctx.state.logger.warn(
            { code: error.code, reason: cause ?? error.message },
            'a sign-in came to nothing',
          );
          const outcome = error.code === 'unavailable' ? 'unavailable' : 'refused';
          return { status: 303, headers: { location: `/?sign_in=${outcome}` } };
        }
      },
    }),
  ];
}

/** A session with a token of its own, whatever this browser had before; and what the guest had joins the account. */
async function openSession(
  { settings, sessions, accounts, cookies }: ApiDeps['identity'],
  ctx: Context,
  who: SignedIn,
) {
  const former = cookies.read(ctx, 'session');
  const token = newToken();
  const isStaff = who.roles.some((role) => role !== 'shopper');
  const { lasts, idle } = settings.sessions[isStaff ? 'staff' : 'shopper'];
  const { provider, roles } = who;
  const device = deviceOf(ctx.get('user-agent'));
  const session = { tokenHash: hashOf(token), provider, roles, device, lasts, idle };
  await accounts.signIn(who, session, guestOf(ctx, cookies));
  if (former) {
    const before = await sessions.find(hashOf(former));
    if (before) await sessions.revoke(before.accountId, before.id);
  }
  cookies.write(ctx, 'session', token, lasts * 1_000);
  cookies.clear(ctx, 'guest');
  ctx.state.logger.info({ provider, roles }, 'signed in');
}

function sessionRoutes({ identity }: ApiDeps): Route[] {
  const { sessions, cookies } = identity;
  return [
    defineRoute({
      ...shared,
      method: 'get',
      path: '/v1/me',
      operationId: 'readMe',
      summary: 'Who the shop takes you for',
      access: 'shopper',
      responses: { 200: { description: 'You', schema: 'Me' } },
      problems: [],
      async handle({ ctx }) {
        const { person } = ctx.state;
        const signedIn = person?.accountId !== undefined;
        return { body: { signedIn, name: person?.name, roles: person?.roles ?? [] } };
      },
    }),
    defineRoute({
      ...shared,
      method: 'post',
      path: '/v1/sign-out',
      operationId: 'signOut',
      summary: 'End this session, or all of the account',
      access: 'shopper',
      body: z.object({ everywhere: z.boolean().default(false).describe('all devices') }),
      responses: { 200: { description: 'Ended, also when it had ended before', schema: 'Received' } },
      problems: [],
      async handle({ ctx, body: { everywhere } }) {
        const { accountId, sessionId } = ctx.state.person ?? {};
        if (accountId && everywhere) await sessions.revokeAll(accountId);
        else if (accountId && sessionId) await sessions.revoke(accountId, sessionId);
        cookies.clear(ctx, 'session');
        if (accountId) ctx.state.logger.info({ everywhere }, 'signed out');
        return { body: { received: true } };
      },
    }),
    defineRoute({
      ...shared,
      method: 'get',
      path: '/v1/sessions',
      operationId: 'listSessions',
      summary: 'Where the account is signed in',
      access: 'shopper',
      responses: { 200: { description: 'Live sessions, newest first', schema: 'SessionList' } },
      problems: ['unauthenticated'],
      async handle({ ctx }) {
        return { body: { items: await listed(ctx) } };
      },
    }),
    defineRoute({
      ...shared,
      method: 'delete',
      path: '/v1/sessions/:id',
      operationId: 'endSession',
      summary: 'Sign out on one device',
      access: 'shopper',
      params: z.object({ id: z.uuid() }),
      responses: { 200: { description: 'The sessions that are left', schema: 'SessionList' } },
      problems: ['unauthenticated'],
      async handle({ ctx, params: { id } }) {
        const ended = await sessions.revoke(account(ctx), id);
        if (!ended) throw new ShopError('not_found', 'There is no such session; it may have ended before.');
        return { body: { items: await listed(ctx) } };
      },
    }),
  ];

  async function listed(ctx: Context) {
    const items = await sessions.list(account(ctx));
    return items.map((session) => ({ ...session, isThisOne: session.id === ctx.state.person?.sessionId }));
  }
}

/** Throws `unauthenticated` for guests. */
export function account(ctx: Context): string {
  const { accountId } = ctx.state.person ?? {};
  if (accountId === undefined) throw new ShopError('unauthenticated', 'Sign in first.');
  return accountId;
}
