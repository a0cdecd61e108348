import { startApi, type TestApi } from './support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const idFor = async (headers: Record<string, string>) =>
  (await api.client().ask('GET', '/livez', { headers })).headers.get('x-request-id');

test('a request without an id gets one of its own', async () => {
  const ids = [await idFor({}), await idFor({})];
  expect(new Set(ids).size).toBe(2);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/);
});

test('a valid id is kept, so that one id follows a request through proxies', async () => {
  expect(await idFor({ 'x-request-id': 'edge-1234.abcd' })).toBe('edge-1234.abcd');
});

test.each(['short', 'with spaces in it', '{"level":"error"}', 'x'.repeat(129)])(
  'the id %j is replaced',
  async (id) => {
    expect(await idFor({ 'x-request-id': id })).not.toBe(id);
  },
);
