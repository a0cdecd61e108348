import { startApi, type TestApi } from './support/api.js';
import { signedIn } from './support/people.js';

const APP = 'https://app.example';
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ settings: { corsOrigins: [APP] } });
});
afterAll(() => api.close());

const open = async (headers: Record<string, string>) =>
  (await (await signedIn(api)).ask('POST', '/v1/conversations', { headers })).status;

test.each([
  ['a page of another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
  ['a page of a sister site', { 'sec-fetch-site': 'same-site', origin: 'https://blog.shop.example' }],
  ['another origin, in an older browser', { origin: 'https://evil.example' }],
  ['a page that hides its origin', { origin: 'null' }],
  ['a form of another site', { 'sec-fetch-site': 'cross-site', origin: 'null' }],
])('%s cannot make a browser change anything', async (_name, headers) => {
  const browser = await signedIn(api);
  const answer = await browser.ask('POST', '/v1/conversations', { headers });
  expect([answer.status, answer.body.type]).toEqual([403, '/problems/forbidden']);
  expect((await browser.ask('GET', '/v1/conversations')).body.items).toEqual([]);
});

test('every route that changes something refuses it, except for webhooks and unsubscribing; the codec changes nothing', async () => {
  const unsafe = api.routes.filter(({ method }) => method !== 'get');
  expect(unsafe.length).toBeGreaterThan(20);
  const headers = { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' };
  const open = [];
  const browser = api.client();
  for (const { method, path, operationId } of unsafe) {
    const address = path.replaceAll(/:\w+/g, '00000000-0000-4000-8000-000000000000');
    const { status } = await browser.ask(method.toUpperCase(), address, { headers });
    if (status !== 403) open.push(operationId);
  }
  expect(open.sort()).toEqual(['decodePayloads', 'encodePayloads', 'receiveWebhook', 'unsubscribe']);
});

test('our own pages, programs and listed origins may', async () => {
  const host = new URL(api.base).host;
  expect(await open({ 'sec-fetch-site': 'same-origin', origin: api.base })).toBe(201);
  expect(await open({ origin: `http://${host}` })).toBe(201);
  expect(await open({})).toBe(201);
  expect(await open({ 'sec-fetch-site': 'cross-site', origin: APP })).toBe(201);
});

test('answers can be read by pages of listed origins alone', async () => {
  const ask = (origin: string) => api.client().ask('GET', '/v1/config', { headers: { origin } });
  const [listed, other] = [await ask(APP), await ask('https://evil.example')];
  expect(listed.headers.get('access-control-allow-origin')).toBe(APP);
  expect(listed.headers.get('vary')).toMatch(/origin/i);
  expect(other.headers.get('access-control-allow-origin')).toBeNull();
  const preflight = (origin: string) =>
    api.client().open('OPTIONS', '/v1/conversations', {
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  expect((await preflight(APP)).status).toBe(204);
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-methods')).toBeNull();
});
