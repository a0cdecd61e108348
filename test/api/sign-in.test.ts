import { startApi, type TestApi } from './support/api.js';
import { givenCheckout } from './support/checkouts.js';
import type { ApiClient } from './support/client.js';
import { startIssuer, type TestIssuer } from './support/issuer.js';
import { signedIn } from './support/people.js';

const PEOPLE = ['ada', 'ben', 'eve'].map((subject) => ({
  subject,
  name: subject.toUpperCase(),
  roles: ['admin'],
}));
const STAFF = [{ subject: 'sam', name: 'Sam', roles: ['support', 'emperor'] }];

let people: TestIssuer;
let staff: TestIssuer;
let api: TestApi;
beforeAll(async () => {
  people = await startIssuer({ people: PEOPLE });
  staff = await startIssuer({ id: 'staff', kind: 'staff', people: STAFF });
  api = await startApi({ identity: { providers: [people.settings, staff.settings] } });
});
afterAll(async () => {
  await api.close();
  await Promise.all([people.close(), staff.close()]);
});

/** Up to the address that the issuer sends the browser back to. */
async function upToCallback(browser: ApiClient, subject: string, { issuer = people, returnTo = '/' } = {}) {
  const begun = await browser.ask(
    'GET',
    `/v1/sign-in/${issuer.settings.id}?return_to=${encodeURIComponent(returnTo)}`,
  );
  expect(begun.status).toBe(303);
  return await issuer.pick(begun.headers.get('location') ?? '', subject);
}
async function signIn(browser: ApiClient, subject: string, options = {}) {
  const answer = await browser.ask('GET', await upToCallback(browser, subject, options));
  expect([answer.status, answer.text]).toEqual([303, '']);
  return answer;
}
const me = async (browser: ApiClient) => (await browser.ask('GET', '/v1/me')).body;
const conversations = async (browser: ApiClient): Promise<string[]> =>
  (await browser.ask('GET', '/v1/conversations')).body.items.map(({ id }: { id: string }) => id);

test('says who one can sign in with', async () => {
  const { body } = await api.client().ask('GET', '/v1/sign-in');
  expect(body.items).toEqual([
    { id: 'people', name: 'Test issuer', kind: 'shopper', href: '/v1/sign-in/people' },
    { id: 'staff', name: 'Test issuer', kind: 'staff', href: '/v1/sign-in/staff' },
  ]);
});

test('signs in, comes back to where it began, and keeps the session in a cookie that scripts cannot read', async () => {
  const browser = api.client();
  expect(await me(browser)).toEqual({ signedIn: false, roles: [] });
  const answer = await signIn(browser, 'ada', { returnTo: '/?conversation=x#end' });
  expect(answer.headers.get('location')).toBe('/?conversation=x#end');
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('shoptalk_session='));
  expect(cookie).toMatch(/path=\/;.*samesite=lax; httponly/i);
  expect(await me(browser)).toEqual({ signedIn: true, name: 'ADA', roles: ['shopper'] });
  const [noted] = api.logs.filter(({ msg }) => msg === 'signed in');
  expect(noted).toMatchObject({ provider: 'people', roles: ['shopper'], requestId: expect.any(String) });
  expect(JSON.stringify(noted)).not.toMatch(/ada/i);
});

test('an issuer of shoppers makes nobody staff; one of staff gives the roles that the shop knows', async () => {
  const [shopper, helper] = [api.client(), api.client()];
  await signIn(shopper, 'ada');
  expect((await shopper.ask('GET', '/v1/staff/checkouts')).status).toBe(403);
  await signIn(helper, 'sam', { issuer: staff });
  expect((await me(helper)).roles).toEqual(['shopper', 'support']);
  expect((await helper.ask('GET', '/v1/staff/checkouts')).status).toBe(200);
});

test('acts of staff are booked under who has signed in, whatever name they write', async () => {
  const helper = api.client();
  await signIn(helper, 'sam', { issuer: staff });
  const { id } = await givenCheckout(api.database.pool, await api.client().openConversation(), 'stalled');
  await helper.ask('POST', `/v1/staff/checkouts/${id}/acts`, {
    json: { type: 'resume', by: 'The queen', reason: 'x' },
  });
  const { rows } = await api.database.pool.query('select actor, details from audit_log where subject = $1', [
    `checkout/${id}`,
  ]);
  expect(rows).toMatchObject([{ actor: 'Sam', details: { accountId: expect.any(String) } }]);
  expect(api.asked.at(-1)).toMatchObject({ what: 'staffAct', with: { by: 'Sam' } });
});

describe('what a guest has', () => {
  test('is theirs after they have signed in, on this device and on the next, and nothing is lost', async () => {
    const laptop = api.client();
    const first = await laptop.openConversation();
    const checkout = await givenCheckout(api.database.pool, first);
    await signIn(laptop, 'ben');
    const second = await laptop.openConversation();
    expect((await laptop.ask('GET', `/v1/checkouts/${checkout.id}`)).status).toBe(200);

    const phone = api.client();
    const third = await phone.openConversation();
    await signIn(phone, 'ben');
    for (const browser of [laptop, phone]) {
      expect(new Set(await conversations(browser))).toEqual(new Set([first, second, third]));
      expect((await browser.ask('GET', `/v1/checkouts/${checkout.id}`)).body.id).toBe(checkout.id);
    }
  });

  test('is not to be had any more with the cookie of the guest alone', async () => {
    const browser = api.client();
    const id = await browser.openConversation();
    const copy = api.client();
    for (const [name, value] of browser.cookies) copy.setCookie(name, value);
    await signIn(browser, 'ada');
    expect((await copy.ask('GET', `/v1/conversations/${id}`)).status).toBe(404);
    expect(await conversations(copy)).toEqual([]);
    // Whoever holds it begins anew, and not in the account.
    const other = await copy.openConversation();
    expect(await conversations(copy)).toEqual([other]);
    expect(await conversations(browser)).not.toContain(other);
  });

  test('joins one account when two tabs sign in at once', async () => {
    const tab = api.client();
    const id = await tab.openConversation();
    const tabs = await Promise.all(
      ['ada', 'eve'].map(async (subject) => {
        const browser = api.client();
        for (const [name, value] of tab.cookies) browser.setCookie(name, value);
        return { browser, callback: await upToCallback(browser, subject) };
      }),
    );
    const answers = await Promise.all(tabs.map(({ browser, callback }) => browser.ask('GET', callback)));
    expect(answers.map(({ status }) => status)).toEqual([303, 303]);
    const seen = await Promise.all(
      tabs.map(async ({ browser }) => (await conversations(browser)).includes(id)),
    );
    expect(seen.filter(Boolean)).toHaveLength(1);
  });
});

describe('signing out', () => {
  test('ends this session on the server, so that a copy of its cookie is worth nothing', async () => {
    const browser = await signedIn(api);
    const copy = api.client();
    for (const [name, value] of browser.cookies) copy.setCookie(name, value);
    await browser.ask('POST', '/v1/sign-out', { json: {} });
    expect(await me(copy)).toMatchObject({ signedIn: false });
  });

  test('everywhere ends all sessions of the account, and no others', async () => {
    const [one, two, other] = [
      await signedIn(api, { subject: 'x' }),
      await signedIn(api, { subject: 'x' }),
      await signedIn(api),
    ];
    await one.ask('POST', '/v1/sign-out', { json: { everywhere: true } });
    expect(await Promise.all([one, two, other].map(async (browser) => (await me(browser)).signedIn))).toEqual(
      [false, false, true],
    );
  });

  test('on one device, from the list of them', async () => {
    const [one, two] = [await signedIn(api, { subject: 'y' }), await signedIn(api, { subject: 'y' })];
    const { items } = (await one.ask('GET', '/v1/sessions')).body;
    const other = items.find(({ isThisOne }: { isThisOne: boolean }) => !isThisOne);
    const stranger = await signedIn(api);
    expect((await stranger.ask('DELETE', `/v1/sessions/${other.id}`)).status).toBe(404);
    expect((await one.ask('DELETE', `/v1/sessions/${other.id}`)).body.items).toHaveLength(1);
    expect(await me(two)).toMatchObject({ signedIn: false });
    expect(await me(one)).toMatchObject({ signedIn: true });
  });
});

describe('a session', () => {
  const age = (sql: string) => api.database.pool.query(`update sessions set ${sql}`);

  test.each([
    ['is too old', "expires_at = now() - interval '1 second'"],
    ['was not used for too long', "seen_at = now() - interval '2 hours'"],
  ])('ends once it %s', async (_name, sql) => {
    const browser = await signedIn(api);
    expect(await me(browser)).toMatchObject({ signedIn: true });
    await age(sql);
    expect(await me(browser)).toMatchObject({ signedIn: false });
  });

  test('gets another token from time to time; the old one serves what is under way, and no longer', async () => {
    const browser = await signedIn(api);
    const underWay = api.client();
    for (const [name, value] of browser.cookies) underWay.setCookie(name, value);
    const before = browser.cookies.get('shoptalk_session');
    await age("rotated_at = now() - interval '1 hour'");
    const both = await Promise.all([me(browser), me(underWay)]);
    expect(both).toMatchObject([{ signedIn: true }, { signedIn: true }]);
    const tokens = [browser, underWay].map(({ cookies }) => cookies.get('shoptalk_session'));
    expect(new Set([before, ...tokens]).size).toBe(2);
    const old = api.client();
    for (const name of ['shoptalk_session', 'shoptalk_session.sig']) {
      const unchanged = tokens[0] === before ? underWay : browser;
      old.setCookie(name, (unchanged === browser ? underWay : browser).cookies.get(name) ?? '');
    }
    expect(await me(old)).toMatchObject({ signedIn: true });
    await age("rotated_at = now() - interval '10 minutes'");
    expect(await me(old)).toMatchObject({ signedIn: false });
  });

  test('is another one after signing in again, and the former is over', async () => {
    const browser = api.client();
    await signIn(browser, 'ada');
    const copy = api.client();
    for (const [name, value] of browser.cookies) copy.setCookie(name, value);
    await signIn(browser, 'ben');
    expect(await me(copy)).toMatchObject({ signedIn: false });
    expect(await me(browser)).toMatchObject({ name: 'BEN' });
  });
});

describe('is refused:', () => {
  const refused = async (browser: ApiClient, callback: string) => {
    const answer = await browser.ask('GET', callback);
    expect([answer.status, answer.body?.type]).toEqual([400, '/problems/sign_in_refused']);
    expect(await me(browser)).toMatchObject({ signedIn: false });
  };
  const altered = (callback: string, name: string, value: string) => {
    const url = new URL(callback, 'http://x');
    url.searchParams.set(name, value);
    return url.pathname + url.search;
  };

  test('a code that was used before', async () => {
    const browser = api.client();
    const callback = await upToCallback(browser, 'ada');
    const copy = api.client();
    for (const [name, value] of browser.cookies) copy.setCookie(name, value);
    await browser.ask('GET', callback);
    await refused(copy, callback);
  });

  test('a callback in a browser that has begun nothing (login CSRF)', async () => {
    await refused(api.client(), await upToCallback(api.client(), 'eve'));
  });

  test("a callback of somebody else's sign-in in a browser that is signing in", async () => {
    const victim = api.client();
    await upToCallback(victim, 'ada');
    await refused(victim, await upToCallback(api.client(), 'eve'));
  });

  test.each([
    ['another state', 'state', 'x'.repeat(43)],
    ['a made-up code', 'code', 'made-up'],
    ['another issuer', 'iss', 'https://evil.example'],
  ])('%s', async (_name, parameter, value) => {
    const browser = api.client();
    await refused(browser, altered(await upToCallback(browser, 'ada'), parameter, value));
  });

  test('somebody who picked nobody', async () => {
    const browser = api.client();
    await refused(browser, await upToCallback(browser, 'nobody'));
  });

  test('with a page in a browser, not with a document', async () => {
    const answer = await api.client().ask('GET', '/v1/sign-in/people/callback?code=x&state=y', {
      headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
    });
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/?sign_in=refused']);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    'javascript:alert(1)',
  ])('coming back to %j', async (returnTo) => {
    const answer = await signIn(api.client(), 'ada', { returnTo });
    expect(answer.headers.get('location')).toBe('/');
  });
});

test('an issuer that is down stops nothing but signing in with it, and is found again', async () => {
  const down = await startIssuer({ id: 'down', people: PEOPLE });
  let now = 0;
  const shop = await startApi({
    identity: { providers: [down.settings, people.settings], issuer: { now: () => now } },
  });
  try {
    down.setAway(true);
    const browser = shop.client();
    expect((await browser.ask('GET', '/v1/sign-in/down')).status).toBe(503);
    expect((await browser.ask('GET', '/v1/sign-in/people')).status).toBe(303);
    expect((await browser.ask('POST', '/v1/conversations')).status).toBe(201);
    down.setAway(false);
    now += 10_000;
    expect((await browser.ask('GET', '/v1/sign-in/down')).status).toBe(303);
  } finally {
    await shop.close();
    await down.close();
  }
});
