import { randomUUID } from 'node:crypto';
import { createMemoryDrafts } from '../../activities/adapters/drafts/memory.js';
import type { ConversationId, MessageId } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import type { ApiClient } from './support/client.js';
import { appendReply } from './support/gateway.js';
import { EventReader } from './support/sse.js';

const drafts = createMemoryDrafts();
let api: TestApi;
let guest: ApiClient;
let conversation: ConversationId;
let reader: EventReader;

beforeAll(async () => {
  api = await startApi({ drafts });
});
afterAll(() => api.close());
beforeEach(async () => {
  guest = api.client();
  conversation = (await guest.openConversation()) as ConversationId;
  reader = await EventReader.open(guest, `/v1/conversations/${conversation}/events`);
});
afterEach(() => reader.close());

test('a draft is an event of its own kind, and no place to go on from', async () => {
  const draft = { inReplyTo: randomUUID() as MessageId, text: 'Happy to help.\n\nevent: entry' };
  await drafts.publish(conversation, draft);
  expect(await reader.next()).toEqual({ id: undefined, event: 'draft', data: draft });
  await appendReply(api.database.pool, conversation, randomUUID(), 'Here they are.');
  expect(await reader.next()).toMatchObject({ id: '1', event: 'entry' });
});

test('drafts of other conversations are not heard', async () => {
  const other = (await api.client().openConversation()) as ConversationId;
  await drafts.publish(other, { inReplyTo: randomUUID() as MessageId, text: 'not for you' });
  await drafts.publish(conversation, { inReplyTo: randomUUID() as MessageId, text: 'for you' });
  expect((await reader.next())?.data.text).toBe('for you');
});
