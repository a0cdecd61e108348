import { randomUUID } from 'node:crypto';
import Keygrip from 'keygrip';
import { hashOf, newToken } from '../../../api/identity/cookies.js';
import type { Role } from '../../../api/identity/person.js';
import type { TestApi } from './api.js';
import type { ApiClient } from './client.js';

interface Somebody {
  subject?: string;
  roles?: readonly Role[];
  name?: string;
  /** Seconds. */
  lasts?: number;
  idle?: number;
}

/** A browser in which somebody is signed in, as the callback of a sign-in leaves it. */
export async function signedIn(api: TestApi, somebody: Somebody = {}): Promise<ApiClient> {
  const { subject = randomUUID(), roles = ['shopper'], name = 'Ada', lasts = 3_600, idle = 3_600 } = somebody;
  const token = newToken();
  const session = { tokenHash: hashOf(token), provider: 'test', roles, device: 'computer', lasts, idle };
  await api.deps.identity.accounts.signIn({ issuer: 'https://id.test', subject, name }, session, undefined);
  const client = api.client();
  setSigned(api, client, 'shoptalk_session', token);
  return client;
}

export function setSigned(api: TestApi, client: ApiClient, name: string, value: string): void {
  client.setCookie(name, value);
  client.setCookie(
    `${name}.sig`,
    new Keygrip([...api.deps.settings.cookieSecrets], 'sha256').sign(`${name}=${value}`),
  );
}
