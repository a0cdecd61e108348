import type { IdentitySettings } from '../../config/identity.js';
import { type Accounts, accountStore } from '../stores/accounts.js';
import type { Database } from '../stores/database.js';
import { type Sessions, sessionStore } from '../stores/sessions.js';
import { createBearerCheck } from './bearer.js';
import { type ShopCookies, shopCookies } from './cookies.js';
import { createIssuer, type IssuerOptions } from './issuer.js';
import { createRecognition, type Recognition } from './recognise.js';
import { createSignIn, type SignIn } from './sign-in.js';

/** Everything about who people are. */
export interface Identity {
  settings: IdentitySettings;
  cookies: ShopCookies;
  accounts: Accounts;
  sessions: Sessions;
  signIn: SignIn;
  recognition: Recognition;
}

export interface IdentityOptions {
  settings: IdentitySettings;
  publicUrl: string;
  /** Signs cookies, and encrypts those of sign-ins under way. */
  secret: string;
  /** Without it the staff token is off. */
  staffToken: string | undefined;
  database: Database;
  issuer?: IssuerOptions;
}

export function createIdentity({
  settings,
  publicUrl,
  secret,
  staffToken,
  database,
  issuer,
}: IdentityOptions): Identity {
  const issuers = new Map(settings.providers.map((one) => [one.id, createIssuer(one, issuer)]));
  const cookies = shopCookies(publicUrl.startsWith('https:'));
  const accounts = accountStore(database);
  const sessions = sessionStore(database);
  const bearer = createBearerCheck(issuers.values());
  return {
    settings,
    cookies,
    accounts,
    sessions,
    signIn: createSignIn({ issuers, publicUrl, secret }),
    recognition: createRecognition({ cookies, sessions, accounts, bearer, staffToken }),
  };
}
