import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from './support/api.js';
import type { ApiClient } from './support/client.js';
import { appendReply } from './support/gateway.js';
import { EventReader } from './support/sse.js';

let api: TestApi;
let guest: ApiClient;
let conversation: string;
const open: EventReader[] = [];

beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());
beforeEach(async () => {
  guest = api.client();
  conversation = await guest.openConversation();
});
afterEach(() => {
  for (const reader of open.splice(0)) reader.close();
});

async function follow(query = '', headers: Record<string, string> = {}, client = guest) {
  const reader = await EventReader.open(client, `/v1/conversations/${conversation}/events${query}`, headers);
  open.push(reader);
  return reader;
}
const append = (text: string) => appendReply(api.database.pool, conversation, randomUUID(), text);
const ids = (events: { id: string | undefined }[]) => events.map(({ id }) => Number(id));
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);

test('an entry arrives as it is added, whole', async () => {
  const reader = await follow();
  expect(reader.response.headers.get('content-type')).toMatch(/^text\/event-stream/);
  const messageId = randomUUID();
  const { body } = await guest.ask('POST', `/v1/conversations/${conversation}/messages`, {
    json: { messageId, text: 'hello' },
  });
  const [message, reply] = await reader.take(2);
  expect(message).toMatchObject({
    id: '1',
    event: 'entry',
    data: { kind: 'message', messageId, text: 'hello' },
  });
  expect(reply).toEqual({ id: '2', event: 'entry', data: body.reply });
});

test('two tabs get the same', async () => {
  const tabs = [await follow(), await follow()];
  await append('one');
  await append('two');
  for (const tab of tabs) expect(ids(await tab.take(2))).toEqual([1, 2]);
});

test('begins after the seq that the client names', async () => {
  for (const text of ['one', 'two', 'three']) await append(text);
  expect(ids(await (await follow('?after=1')).take(2))).toEqual([2, 3]);
});

test('a browser that reconnects goes on after the last event it had', async () => {
  for (const text of ['one', 'two', 'three']) await append(text);
  expect(ids(await (await follow('?after=0', { 'last-event-id': '2' })).take(1))).toEqual([3]);
});

test('nothing is lost, doubled or out of order while many write and a stream opens', async () => {
  const writing = Promise.all(range(1, 60).map((n) => append(String(n))));
  const reader = await follow();
  await writing;
  await append('last');
  expect(ids(await reader.take(61))).toEqual(range(1, 61));
});

test('a long conversation is replayed whole', async () => {
  await api.database.pool.query(
    `insert into conversation_events (conversation_id, seq, kind, ref, payload)
     select $1, n, 'reply', 'r' || n, '{"blocks":[]}' from generate_series(1, 450) n`,
    [conversation],
  );
  expect(ids(await (await follow()).take(450))).toEqual(range(1, 450));
});

test('other conversations are not heard', async () => {
  const reader = await follow();
  await appendReply(api.database.pool, await api.client().openConversation(), 'x', 'not for you');
  await append('for you');
  expect((await reader.next())?.data.blocks[0].text).toBe('for you');
});

test('a quiet stream is kept open by comments', async () => {
  const reader = await follow();
  const next = reader.next();
  while (reader.comments < 2) await new Promise((resolve) => setTimeout(resolve, 20));
  await append('at last');
  expect((await next)?.id).toBe('1');
});

test('when Postgres cuts every connection, the stream goes on without a gap', async () => {
  const reader = await follow();
  await append('before');
  expect(ids(await reader.take(1))).toEqual([1]);
  await api.database.cutConnections();
  await append('while nobody listens');
  await append('after');
  expect(ids(await reader.take(2))).toEqual([2, 3]);
});

test('streams that clients left are forgotten', async () => {
  const before = api.deps.streams.size;
  const reader = await follow();
  expect(api.deps.streams.size).toBe(before + 1);
  reader.close();
  while (api.deps.streams.size > before) await new Promise((resolve) => setTimeout(resolve, 10));
});

test('a shopper may follow ten conversations, not eleven; others are not kept waiting', async () => {
  for (let n = 0; n < 10; n++) await follow();
  const { status, body } = await guest.ask('GET', `/v1/conversations/${conversation}/events`);
  expect([status, body.type]).toEqual([429, '/problems/busy']);
  const other = api.client();
  conversation = await other.openConversation();
  expect((await follow('', {}, other)).response.status).toBe(200);
});

test.each([
  ['?after=-1', {}],
  ['?after=x', {}],
  ['', { 'last-event-id': 'x' }],
])('refuses %s %j', async (query, headers: Record<string, string>) => {
  const { status } = await guest.ask('GET', `/v1/conversations/${conversation}/events${query}`, { headers });
  expect(status).toBe(422);
});
