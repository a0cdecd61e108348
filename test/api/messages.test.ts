import { randomUUID } from 'node:crypto';
import type { WorkflowGateway } from '../../api/gateway/workflow-gateway.js';
import { ShopError } from '../../domain/index.js';
import { startApi, type TestApi } from './support/api.js';
import type { ApiClient } from './support/client.js';

let api: TestApi;
let guest: ApiClient;
let conversation: string;
/** What the gateway does instead of a turn, when a test wants it to. */
let turnInstead: WorkflowGateway['turn'] | undefined;

beforeAll(async () => {
  api = await startApi();
  const { turn } = api.deps.workflows;
  api.deps.workflows.turn = (...args) => (turnInstead ?? turn)(...args);
});
afterAll(() => api.close());
beforeEach(async () => {
  turnInstead = undefined;
  guest = api.client();
  conversation = await guest.openConversation();
});

const say = (json: object) => guest.ask('POST', `/v1/conversations/${conversation}/messages`, { json });
const transcript = async () => (await guest.ask('GET', `/v1/conversations/${conversation}`)).body.entries;
const turns = () => api.asked.filter(({ what, id }) => what === 'turn' && id === conversation);

test('answers a message with its reply', async () => {
  const messageId = randomUUID();
  const { status, body } = await say({ messageId, text: '  hello  ' });
  expect(status).toBe(200);
  expect(body.messageId).toBe(messageId);
  expect(body.reply).toMatchObject({
    kind: 'reply',
    seq: 2,
    inReplyTo: messageId,
    blocks: [{ type: 'text' }],
  });
  expect(await transcript()).toMatchObject([
    { kind: 'message', seq: 1, messageId, text: 'hello' },
    body.reply,
  ]);
});

test('a tap keeps its action in the transcript', async () => {
  const action = { type: 'add_to_cart', productId: 7 };
  await say({ messageId: randomUUID(), text: 'Add to cart', action });
  expect((await transcript())[0].action).toEqual({ ...action, quantity: 1 });
});

test('the same message again is the same reply, and no second turn', async () => {
  const message = {
    messageId: randomUUID(),
    text: 'hello',
    action: { type: 'change_quantity', sku: 'A-1', quantity: 2 },
  };
  const first = await say(message);
  const second = await say(message);
  expect(second.body).toEqual(first.body);
  // The workflow may hear of it again, should it have lost it: as the very same turn.
  expect(new Set(turns().map(({ with: turn }) => turn))).toEqual(new Set([message.messageId]));
  expect(await transcript()).toHaveLength(2);
});

test.each([
  ['text', { text: 'goodbye' }],
  ['action', { text: 'hello', action: { type: 'help' } }],
])('a messageId used with another %s is refused', async (_what, other) => {
  const messageId = randomUUID();
  await say({ messageId, text: 'hello' });
  const { status, body } = await say({ messageId, ...other });
  expect([status, body.type]).toEqual([409, '/problems/message_id_reused']);
  expect(turns()).toHaveLength(1);
  expect(await transcript()).toHaveLength(2);
});

test('the same messageId in another conversation is another message', async () => {
  const message = { messageId: randomUUID(), text: 'hello' };
  await say(message);
  conversation = await guest.openConversation();
  expect((await say(message)).body.reply.seq).toBe(2);
});

test('the same message sent many times at once is stored once', async () => {
  const message = { messageId: randomUUID(), text: 'hello' };
  turnInstead = async () => {
    throw new ShopError('unavailable', 'not now');
  };
  const answers = await Promise.all(Array.from({ length: 20 }, () => say(message)));
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503]));
  expect(await transcript()).toMatchObject([{ kind: 'message', seq: 1 }]);
});

test('many messages at once get one seq each, without gaps', async () => {
  await Promise.all(
    Array.from({ length: 20 }, (_, n) => say({ messageId: randomUUID(), text: `message ${n}` })),
  );
  const seqs = (await transcript()).map((entry: { seq: number }) => entry.seq);
  expect(seqs).toEqual(Array.from({ length: 40 }, (_, n) => n + 1));
});

test('when workflows do not answer, the message is kept and a retry is its turn', async () => {
  const message = { messageId: randomUUID(), text: 'hello' };
  turnInstead = async () => {
    throw new ShopError('unavailable', 'The shop is not answering at the moment.');
  };
  const refused = await say(message);
  expect([refused.status, refused.body.type]).toEqual([503, '/problems/unavailable']);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await transcript()).toMatchObject([{ kind: 'message', text: 'hello' }]);

  turnInstead = undefined;
  const answered = await say(message);
  expect(answered.status).toBe(200);
  expect(turns()).toEqual([expect.objectContaining({ with: message.messageId })]);
  expect(await transcript()).toHaveLength(2);
});

test('a turn that refuses says so in its own words', async () => {
  turnInstead = async () => {
    throw new ShopError('not_now', 'This conversation is closed; open a new one.');
  };
  const { status, body } = await say({ messageId: randomUUID(), text: 'hello' });
  expect([status, body.detail]).toEqual([409, 'This conversation is closed; open a new one.']);
});
