import { randomUUID } from 'node:crypto';
import Keygrip from 'keygrip';
import { FIELDS_IN_THE_CLEAR } from '../../activities/adapters/encryption/personal-fields.js';
import { createPostgresUnsubscribes } from '../../activities/adapters/unsubscribes/postgres.js';
import { startApi, type TestApi } from './support/api.js';

const [FRESH, OLD] = ['the-new-cookie-secret', 'the-old-cookie-secret'];
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ settings: { cookieSecrets: [FRESH, OLD] } });
});
afterAll(() => api?.close());

/** A guest with a cookie that this secret signed; they have been here before. */
async function guestOf(secret: string) {
  const shopperId = randomUUID();
  await api.database.pool.query('insert into shoppers (id) values ($1)', [shopperId]);
  await api.database.pool.query('insert into conversations (id, shopper_id) values ($1, $1)', [shopperId]);
  const client = api.client();
  client.setCookie('shoptalk_guest', shopperId);
  const signature = new Keygrip([secret], 'sha256').sign(`shoptalk_guest=${shopperId}`);
  client.setCookie('shoptalk_guest.sig', signature);
  const { status } = await client.ask('GET', `/v1/conversations/${shopperId}`);
  return { isKnown: status === 200, client, shopperId };
}

test('while the secret is exchanged cookies of both are taken, and of no other', async () => {
  expect((await guestOf(FRESH)).isKnown).toBe(true);
  expect((await guestOf(OLD)).isKnown).toBe(true);
  expect((await guestOf('the-secret-of-somebody-else')).isKnown).toBe(false);
});

test('links to unsubscribe in old mails go on working once the secret is a new one', async () => {
  const withSecrets = (...secrets: string[]) =>
    createPostgresUnsubscribes(api.database.pool, { secrets, fields: FIELDS_IN_THE_CLEAR });
  const old = withSecrets(OLD).tokenFor('ada@shop.example');
  const now = withSecrets(FRESH, OLD);
  expect(now.isGenuine(old)).toBe(true);
  expect(now.tokenFor('ada@shop.example')).toBe(withSecrets(FRESH).tokenFor('ada@shop.example'));
  expect(now.isGenuine(withSecrets('of somebody else').tokenFor('ada@shop.example'))).toBe(false);
});
