import { hkdfSync } from 'node:crypto';
import { EncryptJWT, jwtDecrypt } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { ShopError } from '../../domain/index.js';
import { nameOf, namesRoles, rolesOf } from './claims.js';
import type { Issuer } from './issuer.js';
import type { Role } from './person.js';
import { ownPath } from './return-to.js';

/** How long somebody may take at the provider. */
export const SIGN_IN_SECONDS = 600;

/** What a sign-in that is under way has to remember; it travels in an encrypted cookie. */
const UnderWay = z.object({
  provider: z.string(),
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
});
type UnderWay = z.infer<typeof UnderWay>;

export interface SignedIn {
  issuer: string;
  subject: string;
  name: string | undefined;
  roles: Role[];
  provider: string;
  returnTo: string;
}

/**
 * OpenID Connect's code flow with PKCE, state and nonce (OpenID Connect Core 1.0 §3.1, RFC 7636, RFC 9700). A code is
 * bound to the browser that asked for it: without its cookie, or with another's, there is nothing to sign in with.
 */
export function createSignIn(options: {
  issuers: ReadonlyMap<string, Issuer>;
  publicUrl: string;
  /** The first encrypts, all are taken. */
  secrets: readonly string[];
}) {
  const { issuers, publicUrl, secrets } = options;
  const keys = secrets.map(
    (secret) => new Uint8Array(hkdfSync('sha256', secret, '', 'shoptalk sign-in', 32)),
  );
  const [key] = keys;
  if (!key) throw new Error('Signing in needs a secret.');

  const issuerOf = (id: string): Issuer => {
    const issuer = issuers.get(id);
    if (!issuer) throw new ShopError('not_found', 'This shop knows no such identity provider.');
    return issuer;
  };
  const callbackOf = (id: string) => new URL(`/v1/sign-in/${id}/callback`, publicUrl);

  return {
    providers: () =>
      [...issuers.values()].map(({ settings: { id, name, kind } }) => ({
        id,
        name,
        kind,
        href: `/v1/sign-in/${id}`,
      })),

    /** Where to send the browser, and the cookie that it needs to come back. */
    async begin(provider: string, returnTo: string | undefined) {
      const issuer = issuerOf(provider);
      const configuration = await issuer.configuration();
      const underWay: UnderWay = {
        provider,
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
        returnTo: ownPath(returnTo),
      };
      const url = oidc.buildAuthorizationUrl(configuration, {
        redirect_uri: callbackOf(provider).href,
        scope: issuer.settings.scopes,
        state: underWay.state,
        nonce: underWay.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(underWay.verifier),
        code_challenge_method: 'S256',
      });
      const cookie = await new EncryptJWT({ ...underWay })
        .setProtectedHeader({ alg: 'dir', enc: 'A256GCM' })
        .setExpirationTime(`${SIGN_IN_SECONDS} seconds`)
        .encrypt(key);
      return { url: url.href, tag: tagOf(underWay.state), cookie };
    },

    /**
     * Who has come back. Throws `sign_in_refused` for a code, state or token that does not fit, and `unavailable`
     * when the provider does not answer.
     * @param query what the provider sent them back with.
     * @param cookie what `begin` gave this browser for this state.
     */
    async finish(provider: string, query: string, cookie: string | undefined): Promise<SignedIn> {
      const issuer = issuerOf(provider);
      const underWay = await read(cookie, keys);
      if (underWay?.provider !== provider) throw refused('it was begun in another browser, or too long ago');
      const configuration = await issuer.configuration();
      const url = callbackOf(provider);
      url.search = query;
      const claims = await claimsOf(issuer, configuration, url, underWay);
      return {
        issuer: claims.iss,
        subject: claims.sub,
        name: nameOf(claims),
        roles: rolesOf(claims, issuer.settings),
        provider,
        returnTo: underWay.returnTo,
      };
    },
  };
}
export type SignIn = ReturnType<typeof createSignIn>;

/** Names the cookie of a sign-in: tabs that sign in at once do not take each other's. */
export function tagOf(state: string): string {
  return state.replaceAll(/[^A-Za-z0-9_-]/g, '').slice(0, 12) || 'none';
}

async function claimsOf(issuer: Issuer, configuration: oidc.Configuration, url: URL, underWay: UnderWay) {
  try {
    const tokens = await oidc.authorizationCodeGrant(configuration, url, {
      expectedState: underWay.state,
      expectedNonce: underWay.nonce,
      pkceCodeVerifier: underWay.verifier,
      idTokenExpected: true,
    });
    const claims = tokens.claims();
    if (!claims) throw new Error('The provider sent no id token.');
    // Many providers put names and roles where only the access token leads.
    const isComplete = namesRoles(claims, issuer.settings) && nameOf(claims) !== undefined;
    if (isComplete || !configuration.serverMetadata().userinfo_endpoint) return claims;
    const more = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
    return { ...more, ...claims };
  } catch (error) {
    if (isAway(error)) {
      const detail = `${issuer.settings.name} is not answering. Please sign in again in a moment.`;
      throw new ShopError('unavailable', detail, {}, { cause: error });
    }
    throw refused('what the identity provider sent does not fit', error);
  }
}

async function read(cookie: string | undefined, keys: readonly Uint8Array[]): Promise<UnderWay | undefined> {
  if (!cookie) return undefined;
  for (const key of keys) {
    try {
      const { payload } = await jwtDecrypt(cookie, key, {
        keyManagementAlgorithms: ['dir'],
        contentEncryptionAlgorithms: ['A256GCM'],
      });
      return UnderWay.parse(payload);
    } catch {
      // Of another key, or nothing of ours.
    }
  }
  return undefined;
}

function refused(why: string, cause?: unknown): ShopError {
  return new ShopError(
    'sign_in_refused',
    `You are not signed in: ${why}. Please sign in again.`,
    {},
    { cause },
  );
}

/** Nobody answered, or with a 5xx; a refusal has a code of its own. */
function isAway(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    if (one.name === 'TimeoutError' || one.name === 'AbortError') return true;
    if (one instanceof TypeError && one.message === 'fetch failed') return true;
    if (one instanceof oidc.ClientError && one.code === 'OAUTH_TIMEOUT') return true;
    if (one.cause instanceof Response) return one.cause.status >= 500;
  }
  return false;
}
