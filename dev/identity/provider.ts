import { randomBytes } from 'node:crypto';
import { interactionPolicy, type JWKS, type KoaContextWithOIDC, Provider } from 'oidc-provider';
import { choicePage } from './choice-page.js';
import type { Person } from './people.js';

export interface DevelopmentProviderOptions {
  issuer: string;
  title: string;
  people: readonly Person[];
  client: { id: string; secret: string; redirectUri: string };
  /** Roles of tokens that the client gets for itself. */
  clientRoles?: readonly string[];
  jwks: JWKS;
  /** Seconds that tokens live. */
  tokensLast?: number;
}

/**
 * A real OpenID Connect provider in which anybody can be anybody: for development and tests, on loopback alone. Whoever
 * comes picks a person; there are no passwords, and each sign-in asks anew.
 */
export function developmentProvider(options: DevelopmentProviderOptions): Provider {
  const { issuer, title, people, client, clientRoles = [], jwks, tokensLast = 600 } = options;
  const { base, Check } = interactionPolicy;
  const policy = base();
  policy
    .get('login')
    ?.checks.add(
      new Check('chosen_anew', 'each sign-in picks somebody', (ctx) =>
        ctx.oidc.result?.login ? Check.NO_NEED_TO_PROMPT : Check.REQUEST_PROMPT,
      ),
    );

  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: client.id,
        client_secret: client.secret,
        redirect_uris: [client.redirectUri],
        grant_types: ['authorization_code', 'client_credentials'],
        response_types: ['code'],
      },
    ],
    jwks,
    cookies: { keys: [randomBytes(32).toString('base64url')] },
    claims: { openid: ['sub'], profile: ['name'], roles: ['roles'] },
    scopes: ['openid', 'profile', 'roles'],
    pkce: { required: () => true },
    ttl: {
      AccessToken: tokensLast,
      ClientCredentials: tokensLast,
      IdToken: tokensLast,
      Interaction: 600,
      Session: 600,
      Grant: 600,
    },
    interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    features: {
      devInteractions: { enabled: false },
      clientCredentials: { enabled: true },
      rpInitiatedLogout: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: (_ctx, resource) => ({
          scope: '',
          audience: resource,
          accessTokenFormat: 'jwt',
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    extraTokenClaims: (_ctx, token) =>
      token.kind === 'ClientCredentials' ? { roles: [...clientRoles], name: 'A program' } : undefined,
    async findAccount(_ctx, subject) {
      const person = people.find((one) => one.subject === subject);
      if (!person) return undefined;
      const { name, roles } = person;
      return { accountId: subject, claims: async () => ({ sub: subject, name, roles: [...roles] }) };
    },
    /** The shop is the only client, and of the same house: nobody is asked whether it may know their name. */
    async loadExistingGrant(ctx) {
      const { client: asking, session, provider: own } = ctx.oidc;
      if (!asking || !session?.accountId) return undefined;
      const grant = new own.Grant({ clientId: asking.clientId, accountId: session.accountId });
      grant.addOIDCScope('openid profile roles');
      await grant.save();
      return grant;
    },
  });
  provider.use(choose(provider, title, people));
  return provider;
}

/** The page on which one picks who to be. */
function choose(provider: Provider, title: string, people: readonly Person[]) {
  return async function pick(ctx: KoaContextWithOIDC, next: () => Promise<unknown>): Promise<void> {
    if (!ctx.path.startsWith('/interaction/')) return void (await next());
    const { uid } = await provider.interactionDetails(ctx.req, ctx.res);
    if (ctx.method === 'GET') {
      ctx.type = 'html';
      ctx.body = choicePage(title, uid, people);
      return;
    }
    const subject = ctx.path.split('/')[3];
    const person = people.find((one) => one.subject === subject);
    const result = person
      ? { login: { accountId: person.subject, remember: false } }
      : { error: 'access_denied', error_description: 'nobody was picked' };
    ctx.respond = false;
    await provider.interactionFinished(ctx.req, ctx.res, result, { mergeWithLastSubmission: false });
  };
}
