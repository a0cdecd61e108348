import { decodeJwt, errors, jwtVerify } from 'jose';
import { ShopError } from '../../domain/index.js';
import { nameOf, rolesOf } from './claims.js';
import type { Issuer } from './issuer.js';
import type { Role } from './person.js';

/** Signatures by a key of which the shop knows the public half alone; `none` and shared secrets can be made by anybody. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
/** How far an issuer's clock may be from ours, in seconds. */
const CLOCK_SKEW = 30;
/** No token is longer; reading a longer one would cost more than it is worth. */
const MAX_LENGTH = 8_192;

export interface Bearer {
  issuer: string;
  subject: string;
  name: string | undefined;
  roles: Role[];
  provider: string;
}

/**
 * Checks bearer tokens of API clients (RFC 9068, RFC 8725): a JWT of an issuer that is configured with an audience,
 * signed by one of its published keys, for that audience, and in time.
 */
export function createBearerCheck(issuers: Iterable<Issuer>) {
  const byName = new Map([...issuers].map((issuer) => [issuer.settings.issuer, issuer]));

  /** Throws `unauthenticated` with nothing about why, and `unavailable` when the issuer's keys cannot be had. */
  return async function check(token: string): Promise<Bearer> {
    const issuer = byName.get(issuerOf(token) ?? '');
    const { audience, id: provider } = issuer?.settings ?? {};
    if (!issuer || !provider || !audience) throw refused();
    const keys = await issuer.keys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: issuer.settings.issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_SKEW,
        requiredClaims: ['exp', 'sub'],
      });
      const { sub: subject } = payload;
      if (!subject) throw refused();
      return {
        issuer: issuer.settings.issuer,
        subject,
        name: nameOf(payload),
        roles: rolesOf(payload, issuer.settings),
        provider,
      };
    } catch (error) {
      if (error instanceof errors.JWKSTimeout || error instanceof TypeError) {
        const detail = `The keys of ${issuer.settings.name} cannot be had at the moment; send it again soon.`;
        throw new ShopError('unavailable', detail, {}, { cause: error });
      }
      throw refused(error);
    }
  };
}
export type BearerCheck = ReturnType<typeof createBearerCheck>;

/** Who a token says it is from; believed once it has been checked with that issuer's keys. */
function issuerOf(token: string): string | undefined {
  if (token.length > MAX_LENGTH) return undefined;
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
}

function refused(cause?: unknown): ShopError {
  const detail = 'This bearer token opens nothing here: it is malformed, expired, or not for this shop.';
  return new ShopError('unauthenticated', detail, {}, { cause });
}
