import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as oidc from 'openid-client';
import type { OidcProvider } from '../../config/identity.js';
import { ShopError } from '../../domain/index.js';

const TIMEOUT_S = 5;
/** How long what an issuer publishes of itself is taken as it is. */
const FRESH_MS = 60 * 60 * 1_000;
/** An issuer that did not answer is not asked again for this long: its outage must not become ours. */
const RETRY_MS = 2_000;

/** One identity provider, and what it says of itself; asked when it is first needed, and never before. */
export interface Issuer {
  readonly settings: OidcProvider;
  /** Its addresses and our client there. Throws `unavailable` while it cannot be reached. */
  configuration(): Promise<oidc.Configuration>;
  /** Its keys by key id; unknown ids make it look again, not more often than every few seconds. */
  keys(): Promise<JWTVerifyGetKey>;
}

export interface IssuerOptions {
  /** Milliseconds since the epoch; for tests. */
  now?: () => number;
  /** Milliseconds between two looks for a key that is not known. */
  keyCooldownMs?: number;
}

export function createIssuer(settings: OidcProvider, options: IssuerOptions = {}): Issuer {
  const { now = Date.now, keyCooldownMs = 5_000 } = options;
  let known: { configuration: oidc.Configuration; keys: JWTVerifyGetKey; at: number } | undefined;
  let asking: Promise<void> | undefined;
  let failedAt = Number.NEGATIVE_INFINITY;

  async function discover(): Promise<void> {
    const issuer = new URL(settings.issuer);
    const configuration = await oidc.discovery(
      issuer,
      settings.clientId,
      settings.clientSecret,
      settings.clientSecret ? undefined : oidc.None(),
      // The configuration lets plain http through for loopback alone.
      { timeout: TIMEOUT_S, execute: issuer.protocol === 'http:' ? [oidc.allowInsecureRequests] : [] },
    );
    configuration.timeout = TIMEOUT_S;
    const { jwks_uri } = configuration.serverMetadata();
    if (!jwks_uri) throw new Error('The issuer publishes no keys.');
    const keys = createRemoteJWKSet(new URL(jwks_uri), {
      timeoutDuration: TIMEOUT_S * 1_000,
      cooldownDuration: keyCooldownMs,
    });
    known = { configuration, keys, at: now() };
  }

  async function current() {
    const isFresh = known !== undefined && now() - known.at < FRESH_MS;
    if (!isFresh && now() - failedAt >= RETRY_MS) {
      asking ??= discover()
        .catch((error: unknown) => {
          failedAt = now();
          if (!known) throw away(settings, error);
        })
        .finally(() => {
          asking = undefined;
        });
      await asking;
    }
    if (!known) throw away(settings);
    return known; // What it said an hour ago is better than nothing, while it is away.
  }

  return {
    settings,
    configuration: async () => (await current()).configuration,
    keys: async () => (await current()).keys,
  };
}

function away({ name }: OidcProvider, cause?: unknown): ShopError {
  const detail = `Signing in with ${name} is not possible at the moment. Please try again soon; shopping works without.`;
  return new ShopError('unavailable', detail, {}, { cause });
}
