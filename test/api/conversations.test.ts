import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

test('opening a conversation sets the guest cookie and names its address', async () => {
  const guest = api.client();
  const answer = await guest.ask('POST', '/v1/conversations');
  expect(answer.status).toBe(201);
  expect(answer.headers.get('location')).toBe(`/v1/conversations/${answer.body.id}`);
  const cookie = answer.headers.getSetCookie().find((line) => line.startsWith('shoptalk_guest='));
  expect(cookie).toMatch(/path=\/;.*samesite=lax; httponly/i);
  expect(cookie).not.toMatch(/secure/i);
});

test('a second conversation belongs to the same guest; the newest comes first', async () => {
  const guest = api.client();
  const first = await guest.openConversation();
  const second = await guest.openConversation();
  const { body } = await guest.ask('GET', '/v1/conversations');
  expect(body.items.map((item: { id: string }) => item.id)).toEqual([second, first]);
});

test('without a cookie there are no conversations', async () => {
  await api.client().openConversation();
  expect((await api.client().ask('GET', '/v1/conversations')).body).toEqual({ items: [] });
});

test('a new conversation is empty', async () => {
  const guest = api.client();
  const id = await guest.openConversation();
  const { status, body } = await guest.ask('GET', `/v1/conversations/${id}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({ id, entries: [], lastSeq: 0 });
});

test.each([
  ['foreign', async () => await api.client().openConversation()],
  ['unknown', async () => randomUUID()],
  ['malformed', async () => 'not-an-id'],
  ['hostile', async () => encodeURIComponent("' or 1=1 --")],
])('a %s conversation id is a 404 on every route', async (_kind, makeId) => {
  const id = await makeId();
  const guest = api.client();
  await guest.openConversation();
  for (const path of ['', '/events', '/cart']) {
    const { status, body } = await guest.ask('GET', `/v1/conversations/${id}${path}`);
    expect([path, status, body.type]).toEqual([path, 404, '/problems/not_found']);
  }
  const json = { messageId: randomUUID(), text: 'hello' };
  expect((await guest.ask('POST', `/v1/conversations/${id}/messages`, { json })).status).toBe(404);
  const { rows } = await api.database.pool.query('select from conversation_events where ref = $1', [
    json.messageId,
  ]);
  expect(rows).toHaveLength(0);
});

test('somebody without a cookie owns nothing', async () => {
  const id = await api.client().openConversation();
  expect((await api.client().ask('GET', `/v1/conversations/${id}`)).status).toBe(404);
});

test('a forged or altered cookie counts as none', async () => {
  const owner = api.client();
  const id = await owner.openConversation();
  const thief = api.client();
  thief.setCookie('shoptalk_guest', owner.cookies.get('shoptalk_guest') ?? '');
  expect((await thief.ask('GET', `/v1/conversations/${id}`)).status).toBe(404);
  thief.setCookie('shoptalk_guest.sig', 'A'.repeat(43));
  expect((await thief.ask('GET', `/v1/conversations/${id}`)).status).toBe(404);
});

test('the transcript is read in pages', async () => {
  const guest = api.client();
  const id = await guest.openConversation();
  for (const text of ['one', 'two', 'three']) {
    await guest.ask('POST', `/v1/conversations/${id}/messages`, { json: { messageId: randomUUID(), text } });
  }
  const { body: page } = await guest.ask('GET', `/v1/conversations/${id}?after=2&limit=3`);
  expect(page.entries.map((entry: { seq: number }) => entry.seq)).toEqual([3, 4, 5]);
  expect(page.lastSeq).toBe(6);
});

test.each(['after=-1', 'after=x', 'limit=0', 'limit=501', 'limit=1e9'])(
  'the query %s is refused',
  async (query) => {
    const guest = api.client();
    const id = await guest.openConversation();
    const { status, body } = await guest.ask('GET', `/v1/conversations/${id}?${query}`);
    expect(status).toBe(422);
    expect(body.errors[0].pointer).toBe(`#/${query.split('=')[0]}`);
  },
);
