import { solveChallenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/pbkdf2';
import { type Challenges, createChallenges } from '../../api/challenges/challenges.js';
import type { ChallengeSettings } from '../../config/challenges.js';
import { NO_CHALLENGES, STAFF_TOKEN, startApi, type TestApi } from './support/api.js';
import { ADDRESS, givenCheckout } from './support/checkouts.js';
import type { Answer, ApiClient } from './support/client.js';
import { type startIssuer as Start, startIssuer } from './support/issuer.js';
import { signedIn } from './support/people.js';

const quota = (requests: number) => ({ requests, seconds: 600 });
let challenges: Challenges;
let people: Awaited<ReturnType<typeof Start>>;
let api: TestApi;
beforeAll(async () => {
  people = await startIssuer();
  const current: Challenges = {
    require: (...asked) => challenges.require(...asked),
    beforeToken: (ctx) => challenges.beforeToken(ctx),
    afterToken: (...asked) => challenges.afterToken(...asked),
  };
  api = await startApi({
    challenges: current,
    identity: { providers: [people.settings] },
    settings: { trustedProxies: ['127.0.0.1'] },
  });
});
afterAll(async () => {
  await api.close();
  await people.close();
});

function free(quotas: Partial<ChallengeSettings['free']>): void {
  const settings = { work: 4, free: { ...NO_CHALLENGES.free, ...quotas } };
  challenges = createChallenges({
    settings,
    secret: 'of the tests',
    prefix: 'test:',
    metrics: api.deps.metrics,
  });
}

const from = (address: string) => ({ 'x-forwarded-for': address });
const codeOf = ({ body }: Answer) => body.type?.split('/').at(-1);
async function solutionOf({ body }: Answer): Promise<string> {
  const solution = await solveChallenge({ challenge: body.challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge: body.challenge, solution })).toString('base64');
}
const open = (headers: Record<string, string> = {}, client: ApiClient = api.client()) =>
  client.ask('POST', '/v1/conversations', { headers });

test('a burst of new conversations from one address has to be worked for, each of them', async () => {
  free({ opening: { address: quota(2) } });
  const here = from('192.0.2.1');
  expect([(await open(here)).status, (await open(here)).status]).toEqual([201, 201]);
  const asked = await open(here);
  expect([asked.status, codeOf(asked)]).toEqual([403, 'challenge_required']);
  const solution = await solutionOf(asked);
  // Nobody else can use it, and it is good once.
  expect((await open({ ...from('192.0.2.2'), 'challenge-solution': solution })).status).toBe(201);
  expect((await open({ ...here, 'challenge-solution': solution })).status).toBe(201);
  const again = await open({ ...here, 'challenge-solution': solution });
  expect(again.status).toBe(403);
  expect(again.body.detail).toMatch(/used before/);
  expect((await open({ ...here, 'challenge-solution': await solutionOf(again) })).status).toBe(201);
});

test('a wrong solution is refused, and says so', async () => {
  free({ opening: { address: quota(1) } });
  const here = from('192.0.2.3');
  await open(here);
  const { challenge } = (await open(here)).body;
  const solution = { counter: 0, derivedKey: 'ab'.repeat(32) };
  const wrong = Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
  const refused = await open({ ...here, 'challenge-solution': wrong });
  expect(refused.status).toBe(403);
  expect(refused.body.detail).toMatch(/is not one/);
});

test('somebody with an account is not asked for what others of their address do', async () => {
  free({ opening: { address: quota(1), account: quota(2) } });
  const here = from('192.0.2.4');
  await open(here);
  expect((await open(here)).status).toBe(403);
  const ada = await signedIn(api);
  expect((await open(here, ada)).status).toBe(201);
  expect((await open(here, ada)).status).toBe(201);
  expect((await open(here, ada)).status).toBe(403);
});

test('many tries to pay with one session have to be worked for', async () => {
  free({ payment: { session: quota(1) } });
  const guest = api.client();
  const { id } = await givenCheckout(api.database.pool, await guest.openConversation());
  const pay = (headers = {}) =>
    guest.ask('POST', `/v1/checkouts/${id}/payment`, {
      json: { paymentMethod: 'pm_card_visa', quotedTotal: { amount: 4_990, currency: 'USD' } },
      headers,
    });
  expect(codeOf(await pay())).not.toBe('challenge_required');
  const asked = await pay();
  expect(codeOf(asked)).toBe('challenge_required');
  const tries = () => api.asked.filter(({ what }) => what === 'act').length;
  const before = tries();
  expect(codeOf(await pay({ 'challenge-solution': await solutionOf(asked) }))).not.toBe('challenge_required');
  expect(tries()).toBe(before + 1);
});

test('who fills in what people do not see is asked for work, and then served like everybody', async () => {
  free({});
  const guest = api.client();
  const { id } = await givenCheckout(api.database.pool, await guest.openConversation());
  const give = (json: object, headers = {}) =>
    guest.ask('PUT', `/v1/checkouts/${id}/address`, { json, headers });
  const answer = await give(ADDRESS);
  expect(codeOf(answer)).not.toBe('challenge_required');
  const asked = await give({ ...ADDRESS, subject: 'Best prices' });
  expect(codeOf(asked)).toBe('challenge_required');
  const solved = await give(
    { ...ADDRESS, subject: 'Best prices' },
    { 'challenge-solution': await solutionOf(asked) },
  );
  expect(solved.status).toBe(answer.status);
  expect(JSON.stringify(api.asked)).not.toContain('Best prices');
});

test('after many refused tokens a new one has to be worked for, whether it is good or not', async () => {
  free({ tokens: { address: quota(2) } });
  const show = (token: string, headers = {}) =>
    api
      .client()
      .ask('GET', '/v1/staff/checkouts', { headers: { authorization: `Bearer ${token}`, ...headers } });
  const statuses = [(await show('wrong-1')).status, (await show('wrong-2')).status];
  expect(statuses).toEqual([401, 401]);
  expect((await show('wrong-3')).status).toBe(403);
  const asked = await show(STAFF_TOKEN);
  expect(codeOf(asked)).toBe('challenge_required');
  expect((await show(STAFF_TOKEN, { 'challenge-solution': await solutionOf(asked) })).status).toBe(200);
  // From then on it is one that we know.
  expect((await show(STAFF_TOKEN)).status).toBe(200);
  expect((await show('wrong-4')).status).toBe(403);
});

test('a browser that begins to sign in too often goes by a page that does the work', async () => {
  free({ 'sign-in': { address: quota(1) } });
  const begin = (address: string, headers = {}) =>
    api.client().ask('GET', address, { headers: { ...from('192.0.2.5'), ...headers } });
  const address = '/v1/sign-in/people?return_to=%2F%3Fconversation%3Dx';
  const html = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };
  expect((await begin(address, html)).headers.get('location')).toContain(people.settings.issuer);
  const detour = await begin(address, html);
  expect(detour.status).toBe(303);
  expect(detour.headers.get('location')).toBe(`/one-moment/?${new URLSearchParams({ to: address })}`);
  const asked = await begin(address);
  expect(asked.status).toBe(403);
  const solved = `${address}&challenge_solution=${encodeURIComponent(await solutionOf(asked))}`;
  expect((await begin(solved, html)).headers.get('location')).toContain(people.settings.issuer);
});

test('what is asked and what comes of it is counted', async () => {
  const text = await api.deps.metrics.registry.getSingleMetricAsString('shoptalk_challenges_total');
  for (const outcome of ['asked', 'good', 'wrong', 'spent'])
    expect(text).toMatch(new RegExp(`purpose="opening",outcome="${outcome}"} [1-9]`));
});
