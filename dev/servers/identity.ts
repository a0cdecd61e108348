import { root } from '../paths.js';
import type { ServiceSpec } from '../supervisor.js';
import { answers } from '../until.js';
import { program } from './shop.js';

export interface IdentityOptions {
  port: number;
  staffPort: number;
  shopUrl: string;
  clientSecret: string;
}

/** Lets people be whoever they pick, where no identity provider is named. */
export function identityProvider({ port, staffPort, shopUrl, clientSecret }: IdentityOptions): ServiceSpec {
  return {
    name: 'identity',
    ...program('dev/identity/main.ts'),
    cwd: root,
    env: {
      IDENTITY_PORT: String(port),
      IDENTITY_STAFF_PORT: String(staffPort),
      IDENTITY_SHOP_URL: shopUrl,
      IDENTITY_CLIENT_SECRET: clientSecret,
    },
    stopSignal: 'SIGTERM',
    ready: () => answers(`http://127.0.0.1:${staffPort}/.well-known/openid-configuration`),
    readyWithinMs: 30_000,
  };
}

/** The shop's OIDC_PROVIDERS for it. */
export function identityProviders({ port, staffPort, shopUrl, clientSecret }: IdentityOptions): string {
  const shared = { clientId: 'shoptalk', clientSecret, scopes: 'openid profile roles', audience: shopUrl };
  return JSON.stringify([
    {
      ...shared,
      id: 'shoppers',
      name: 'the development sign-in',
      kind: 'shopper',
      issuer: `http://127.0.0.1:${port}`,
    },
    {
      ...shared,
      id: 'staff',
      name: 'the development sign-in',
      kind: 'staff',
      issuer: `http://127.0.0.1:${staffPort}`,
    },
  ]);
}
