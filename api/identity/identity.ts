import type { PersonalFields } from '../../activities/ports/index.js';
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
  /** Encrypt the cookies of sign-ins under way: the first does, all are taken. */
  secrets: readonly string[];
  /** Without it the staff token is off. */
  staffToken: string | undefined;
  database: Database;
  fields: PersonalFields;
  issuer?: IssuerOptions;
}

export function createIdentity({
  settings,
  publicUrl,
  secrets,
  staffToken,
  database,
  fields,
  issuer,
}: IdentityOptions): Identity {
  const issuers = new Map(settings.providers.map((one) => [one.id, createIssuer(one, issuer)]));
  const cookies = shopCookies(publicUrl.startsWith('https:'));
  const accounts = accountStore(database, fields);
  const sessions = sessionStore(database, fields);
  const bearer = createBearerCheck(issuers.values());
  return {
    settings,
    cookies,
    accounts,
    sessions,
    signIn: createSignIn({ issuers, publicUrl, secrets }),
    recognition: createRecognition({ cookies, sessions, accounts, bearer, staffToken }),
  };
}
