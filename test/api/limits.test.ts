import type { FloodStanding } from '../../api/limits/floods.js';
import { createLimits, type Limits } from '../../api/limits/limits.js';
import type { LimitSettings } from '../../config/limits.js';
import { NO_LIMITS, startApi, type TestApi } from './support/api.js';
import { signedIn } from './support/people.js';

const quota = (requests: number, seconds = 60) => ({ requests, seconds });

let api: TestApi;
let limits: Limits;
beforeAll(async () => {
  const current: Limits = {
    floods: {
      ask: async (address) => (await limits.floods?.ask(address)) ?? free,
      closes: (address) => limits.floods?.closes(address) ?? false,
    },
    byAddress: (...asked) => limits.byAddress(...asked),
    byPerson: (...asked) => limits.byPerson(...asked),
    failures: (ctx) => limits.failures(ctx),
  };
  // Behind a proxy of this machine, so that a test can come from any address.
  api = await startApi({ limits: current, settings: { trustedProxies: ['127.0.0.1'] } });
});
afterAll(() => api.close());

function given(settings: Partial<LimitSettings>): void {
  limits = createLimits({ settings: { ...NO_LIMITS, ...settings }, secret: 'of the tests', prefix: 'test:' });
  api.asked.length = 0;
  api.logs.length = 0;
}

/** How an address stands of which nothing is counted. */
const free: FloodStanding = {
  policy: 'all-address',
  quota: quota(1),
  left: 1,
  resetIn: 1,
  refused: false,
  isFirst: false,
  blocked: false,
  isNewlyBlocked: false,
};

const from = (address: string) => ({ 'x-forwarded-for': address });
const codeOf = ({ body }: { body: { type: string } }) => body.type.split('/').at(-1);

test('an answer says how the caller stands, and a refusal when to come back', async () => {
  given({ reading: { address: quota(2), session: quota(9) } });
  const guest = api.client();
  await guest.openConversation();
  const first = await guest.ask('GET', '/v1/conversations');
  expect(first.headers.get('ratelimit-policy')).toBe(
    '"reading-address";q=2;w=60, "reading-session";q=9;w=60',
  );
  expect(first.headers.get('ratelimit')).toMatch(
    /^"reading-address";r=1;t=\d+, "reading-session";r=8;t=\d+$/,
  );
  await guest.ask('GET', '/v1/conversations');
  const refused = await guest.ask('GET', '/v1/conversations');
  expect(refused.status).toBe(429);
  expect(codeOf(refused)).toBe('rate_limited');
  expect(refused.body['violated-policies']).toEqual(['reading-address']);
  expect(refused.body.detail).toMatch(/try again in \d+ s/);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

test('one address does not use up what another may ask', async () => {
  given({ opening: { address: quota(1) } });
  const open = (address: string) => api.client().ask('POST', '/v1/conversations', { headers: from(address) });
  expect((await open('192.0.2.1')).status).toBe(201);
  expect((await open('192.0.2.1')).status).toBe(429);
  expect((await open('192.0.2.2')).status).toBe(201);
  // One network of IPv6 is one caller, however many addresses it has.
  expect((await open('2001:db8:1:2::1')).status).toBe(201);
  expect((await open('2001:db8:1:2:ffff::9')).status).toBe(429);
  expect((await open('2001:db8:1:3::1')).status).toBe(201);
});

test('a session counts wherever it comes from, and an account over all its sessions', async () => {
  given({ turn: { session: quota(2), account: quota(3) } });
  const [phone, computer] = [await signedIn(api, { subject: 'a' }), await signedIn(api, { subject: 'a' })];
  const id = await phone.openConversation();
  let sent = 0;
  const say = async (client: typeof phone) => {
    sent += 1;
    const json = { messageId: `message-${sent}-of-the-limits`, text: 'hello' };
    const headers = from(`192.0.2.${sent}`);
    return await client.ask('POST', `/v1/conversations/${id}/messages`, { json, headers });
  };
  expect([(await say(phone)).status, (await say(phone)).status]).toEqual([200, 200]);
  expect((await say(phone)).body['violated-policies']).toEqual(['turn-session']);
  // The refused one counted for the account, too.
  expect((await say(computer)).body['violated-policies']).toEqual(['turn-account']);
  // Nothing that was refused has been said.
  expect(api.asked.filter(({ what }) => what === 'turn')).toHaveLength(2);
});

test('webhooks are counted for each provider', async () => {
  given({ webhook: { address: quota(1) } });
  const send = (provider: string) => api.client().ask('POST', `/v1/webhooks/${provider}`, { json: {} });
  expect((await send('stripe')).status).toBe(200);
  expect((await send('stripe')).status).toBe(429);
  expect((await send('paypal')).status).toBe(404);
});

test('an address whose tokens are refused again and again is not heard for a while', async () => {
  given({ failures: { address: quota(3, 300) } });
  const guess = () =>
    api
      .client()
      .ask('GET', '/v1/conversations', { headers: { authorization: 'Bearer wrong', ...from('192.0.2.7') } });
  const answers = [];
  for (let n = 0; n < 6; n++) answers.push((await guess()).status);
  expect(answers).toEqual([401, 401, 401, 401, 429, 429]);
  // Guests of the same address go on.
  const guest = await api.client().ask('GET', '/v1/conversations', { headers: from('192.0.2.7') });
  expect(guest.status).toBe(200);
});

test('a flood is turned away before anything is done for it, counted, and logged once', async () => {
  given({ all: { address: quota(5) } });
  const ask = async (address: string) =>
    (await api.client().ask('GET', '/v1/config', { headers: from(address) })).status;
  const statuses = [];
  for (let n = 0; n < 30; n++) statuses.push(await ask('192.0.2.8'));
  expect(statuses.filter((status) => status === 200)).toHaveLength(5);
  expect(statuses.filter((status) => status === 429)).toHaveLength(25);
  expect(await ask('192.0.2.9')).toBe(200);
  // Who goes on all the same is blocked, which is said once, too.
  expect(api.logs.filter(({ msg }) => String(msg).startsWith('an address goes on flooding us'))).toHaveLength(
    1,
  );
  expect(api.logs.filter(({ msg }) => msg === 'an address floods us')).toHaveLength(1);
  expect(api.logs.filter(({ msg }) => msg === 'request')).toHaveLength(6);
  expect(await api.deps.metrics.registry.getSingleMetricAsString('shoptalk_flood_refusals_total')).toMatch(
    / 25$/m,
  );
});

test('an address that is too long is refused', async () => {
  given({});
  const answer = await api.client().ask('GET', `/v1/products/${'a'.repeat(5_000)}`);
  expect(answer.status).toBe(414);
  expect(codeOf(answer)).toBe('address_too_long');
});

test('no address is kept in a limiter', async () => {
  const keys: string[] = [];
  const redis = {
    status: 'ready',
    defineCommand() {},
    rlflxIncr: async (key: string) => {
      keys.push(key);
      return [1, 60_000];
    },
  };
  const counted = createLimits({
    settings: { ...NO_LIMITS, reading: { address: quota(5) } },
    secret: 'secret-of-the-tests',
    prefix: 'test:',
    redis: redis as never,
  });
  const ctx = { request: { ip: '192.0.2.1' }, state: {} };
  expect((await counted.byAddress('reading', ctx as never))[0]?.left).toBe(4);
  expect(keys).toHaveLength(1);
  expect(keys[0]).not.toContain('192.0.2.1');
});
