import { randomUUID } from 'node:crypto';
import { FIELDS_IN_THE_CLEAR } from '../../activities/adapters/encryption/personal-fields.js';
import { createPostgresUnsubscribes } from '../../activities/adapters/unsubscribes/postgres.js';
import { type CheckoutView, MAIL_CONSENT_WORDINGS } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';

let api: TestApi;
let guest: ApiClient;
let checkout: CheckoutView;
beforeAll(async () => {
  api = await startApi({ settings: { shopName: 'Tom & <b>Jerry</b>' } });
});
afterAll(() => api.close());
beforeEach(async () => {
  guest = api.client();
  checkout = await givenCheckout(api.database.pool, await guest.openConversation());
});

const consentPath = (id: string = checkout.id) => `/v1/checkouts/${id}/mail-consent`;
const said = async () =>
  (
    await api.database.pool.query(
      'select given, wording, at from mail_consents where checkout_id = $1 order by at',
      [checkout.id],
    )
  ).rows;
const links = (secret = 'cookie-secret-of-the-tests') =>
  createPostgresUnsubscribes(api.database.pool, { secrets: [secret], fields: FIELDS_IN_THE_CLEAR });
const unsubscribed = async () => (await api.database.pool.query('select from mail_unsubscribes')).rowCount;

describe('consent', () => {
  test('is kept with its words and its time, and the next word does not wipe out the one before', async () => {
    for (const given of [true, false]) {
      const { status } = await guest.ask('PUT', consentPath(), { json: { given, wordingId: 'reminders-1' } });
      expect(status).toBe(204);
    }
    const wording = MAIL_CONSENT_WORDINGS['reminders-1'];
    expect(await said()).toEqual([
      { given: true, wording, at: expect.any(Date) },
      { given: false, wording, at: expect.any(Date) },
    ]);
  });

  test.each([
    ['en-GB', 'reminders-1'],
    ['es-MX,en;q=0.5', 'reminders-1-es'],
    ['de', 'reminders-1-de'],
  ] as const)('is shown in the words that the shop has for who reads %s', async (language, wordingId) => {
    const { body } = await guest.ask('GET', '/v1/config', { headers: { 'accept-language': language } });
    expect(body.mailConsent).toEqual({ wordingId, text: MAIL_CONSENT_WORDINGS[wordingId] });
    const { status } = await guest.ask('PUT', consentPath(), { json: { given: true, wordingId } });
    expect(status).toBe(204);
    expect(await said()).toMatchObject([{ wording: MAIL_CONSENT_WORDINGS[wordingId] }]);
  });

  test.each([
    { given: 'yes', wordingId: 'reminders-1' },
    { given: true, wordingId: 'made-up' },
    { given: true },
    { given: true, wordingId: 'reminders-1', email: 'other@example.com' },
  ])('%j is no consent', async (json) => {
    expect((await guest.ask('PUT', consentPath(), { json })).status).toBe(422);
    expect(await said()).toEqual([]);
  });

  test('of somebody else cannot be given, nor for a checkout that is not', async () => {
    const json = { given: true, wordingId: 'reminders-1' };
    const stranger = api.client();
    await stranger.openConversation();
    expect((await stranger.ask('PUT', consentPath(), { json })).status).toBe(404);
    expect((await guest.ask('PUT', consentPath(randomUUID()), { json })).status).toBe(404);
    expect(await said()).toEqual([]);
  });
});

describe('the unsubscribe link', () => {
  const address = () => `${randomUUID()}@example.com`;
  const long = new Date(0);

  test('opens a page with a button, and changes nothing, however often it is opened', async () => {
    const email = address();
    const before = await unsubscribed();
    for (let n = 0; n < 2; n++) {
      const { status, headers, text } = await api
        .client()
        .ask('GET', `/unsubscribe/${links().tokenFor(email)}`);
      expect(status).toBe(200);
      expect(headers.get('content-type')).toContain('text/html');
      expect(text).toContain('<form method="post">');
      expect(text).toContain('Tom &amp; &lt;b&gt;Jerry&lt;/b&gt;');
    }
    expect(await unsubscribed()).toBe(before);
  });

  test('unsubscribes when it is posted to, with no cookie and no page before, and again harmlessly', async () => {
    const email = address();
    const path = `/unsubscribe/${links().tokenFor(email)}`;
    for (let n = 0; n < 2; n++) {
      const response = await fetch(api.base + path, {
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        body: 'List-Unsubscribe=One-Click',
      });
      expect([response.status, await response.text()]).toEqual([
        200,
        expect.stringContaining('no more reminders'),
      ]);
    }
    expect(await links().since(email.toUpperCase(), long)).toBe(true);
    expect(await links().since(address(), long)).toBe(false);
  });

  test('holds no address, and neither does the table', async () => {
    const email = address();
    const token = links().tokenFor(email);
    await api.client().ask('POST', `/unsubscribe/${token}`);
    const { rows } = await api.database.pool.query('select address_hash from mail_unsubscribes');
    for (const text of [decodeURIComponent(token), JSON.stringify(rows)]) expect(text).not.toContain('@');
  });

  test('a later yes counts more than an earlier unsubscribe', async () => {
    const email = address();
    await links().unsubscribe(links().tokenFor(email));
    expect(await links().since(email, new Date(Date.now() + 60_000))).toBe(false);
  });

  test.each([
    ['of another secret', () => links('another-secret-of-somebody').tokenFor(address())],
    [
      'with another address',
      () => `${links().tokenFor(address()).split('.')[0]}.${links().tokenFor(address()).split('.')[1]}`,
    ],
    ['without a signature', () => links().tokenFor(address()).split('.')[0] ?? ''],
    ['of nothing', () => '.'],
    ['that is very long', () => 'a'.repeat(1_500)],
  ])('a token %s is refused, read or posted', async (_what, token) => {
    const before = await unsubscribed();
    const path = `/unsubscribe/${token()}`;
    expect((await api.client().ask('GET', path)).status).toBe(404);
    expect((await api.client().ask('POST', path)).status).toBe(404);
    expect(await unsubscribed()).toBe(before);
  });

  test('the page may load all that it names', async () => {
    const { text } = await api.client().ask('GET', `/unsubscribe/${links().tokenFor(address())}`);
    const parts = [...text.matchAll(/href="(\/[^"]+)"/g)].map(([, part]) => part ?? '');
    expect(parts.length).toBeGreaterThan(3);
    for (const part of parts)
      expect([part, (await api.client().ask('GET', part)).status]).toEqual([part, 200]);
  });
});
