import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { JWK } from 'jose';
import type { OidcProvider } from '../../../config/identity.js';
import { newSigningKey } from '../../../dev/identity/keys.js';
import type { Person } from '../../../dev/identity/people.js';
import { developmentProvider } from '../../../dev/identity/provider.js';
import { ApiClient } from './client.js';

export const AUDIENCE = 'urn:shop-of-the-tests';

export interface IssuerOptions {
  id?: string;
  kind?: OidcProvider['kind'];
  people?: readonly Person[];
  clientRoles?: readonly string[];
  tokensLast?: number;
}

/** The real `oidc-provider` on a free port, with people to pick, keys that can be changed, and outages. */
export async function startIssuer(options: IssuerOptions = {}) {
  const { id = 'people', kind = 'shopper', people = [], clientRoles = [], tokensLast } = options;
  let answer: RequestListener;
  let isAway = false;
  const server = createServer((request, response) => {
    if (isAway) response.writeHead(503).end('away');
    else void answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const client = {
    id: 'shop',
    secret: 'secret-of-the-shop-at-the-issuer',
    redirectUri: `http://127.0.0.1/v1/sign-in/${id}/callback`,
  };

  const serve = (key: JWK) => {
    const jwks = { keys: [key] };
    answer = developmentProvider({
      issuer,
      title: 'Test issuer',
      people,
      client,
      clientRoles,
      jwks,
      tokensLast,
    }).callback();
  };
  let key = await newSigningKey('first');
  serve(key);

  const settings: OidcProvider = {
    id,
    name: 'Test issuer',
    kind,
    issuer,
    clientId: client.id,
    clientSecret: client.secret,
    scopes: 'openid profile roles',
    rolesClaim: 'roles',
    audience: AUDIENCE,
  };

  return {
    settings,
    /** Signs with another key from now on, and publishes that alone. */
    async changeKey(kid: string) {
      key = await newSigningKey(kid);
      serve(key);
    },
    /** What it signs with, the private half included. */
    key: () => key,
    publicKey: () => ({ kty: key.kty, n: key.n, e: key.e, kid: key.kid, alg: key.alg, use: key.use }),
    setAway(away: boolean) {
      isAway = away;
    },

    /** An access token that a program gets with the client's own credentials. */
    async token(resource = AUDIENCE): Promise<string> {
      const response = await fetch(`${issuer}/token`, {
        method: 'POST',
        headers: { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` },
        body: new URLSearchParams({ grant_type: 'client_credentials', resource }),
      });
      return ((await response.json()) as { access_token: string }).access_token;
    },

    /** What a browser does at the issuer: follows the shop's address, picks somebody, and is sent back. */
    async pick(address: string, subject: string): Promise<string> {
      const browser = new ApiClient(issuer);
      const follow = async (method: string, url: string) => {
        const { pathname, search } = new URL(url, issuer);
        const response = await browser.open(method, pathname + search);
        await response.text();
        const location = response.headers.get('location');
        if (!location)
          throw new Error(`${method} ${pathname} answered ${response.status}, and leads nowhere`);
        return location;
      };
      const page = await follow('GET', address);
      let next = await follow('POST', `${page}/${subject}`);
      while (new URL(next, issuer).origin === issuer) next = await follow('GET', next);
      const { pathname, search } = new URL(next);
      return pathname + search;
    },

    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type TestIssuer = Awaited<ReturnType<typeof startIssuer>>;
