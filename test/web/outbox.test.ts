import { memoryStorage, refusal, script, settled, silence } from './scripts.js';

interface Message {
  messageId: string;
  text: string;
  state: string;
  detail?: string;
}
interface Outbox extends EventTarget {
  messages: Message[];
  send(text: string): Message;
  restore(): void;
  settle(messageId: string): void;
}
type Sent = { path: string; body: { messageId: string; text: string } };

const store = (id?: string) => {
  const target = Object.assign(new EventTarget(), {
    id,
    ensure: async () => {
      if (!target.id) {
        target.id = 'c1';
        target.dispatchEvent(new Event('opened'));
      }
      return target.id;
    },
  });
  return target;
};

/** A shop whose answers are scripted: each is an error to throw, or undefined for a good one. */
function shop(...answers: (Error | undefined)[]) {
  const sent: Sent[] = [];
  return {
    sent,
    post: async (path: string, body: Sent['body']) => {
      sent.push({ path, body });
      const error = answers.shift();
      if (error) throw error;
      return { reply: { seq: sent.length * 2, kind: 'reply' } };
    },
  };
}

async function open(api: object, conversation: object, storage = memoryStorage()): Promise<Outbox> {
  const { Outbox: Class } = await script<{
    Outbox: new (api: object, store: object, storage: object, locks: undefined) => Outbox;
  }>('outbox');
  return new Class(api, conversation, storage, undefined);
}

let page: EventTarget;
beforeEach(() => {
  jest.useFakeTimers();
  page = new EventTarget();
  Object.assign(globalThis, {
    addEventListener: page.addEventListener.bind(page),
    removeEventListener: page.removeEventListener.bind(page),
  });
});
afterEach(() => jest.useRealTimers());

it('sends messages one at a time, in the order they were written', async () => {
  const api = shop();
  const outbox = await open(api, store('c1'));
  for (const text of ['one', 'two', 'three']) outbox.send(text);
  expect(outbox.messages.map(({ state }) => state)).toEqual(['sending', 'queued', 'queued']);
  await settled();
  await settled();
  expect(api.sent.map(({ body }) => body.text)).toEqual(['one', 'two', 'three']);
  expect(outbox.messages).toEqual([]);
});

it('sends again with the same messageId until the shop has answered', async () => {
  const api = shop(silence(), refusal(503), refusal(500));
  const outbox = await open(api, store('c1'));
  const { messageId } = outbox.send('hello');
  await settled();
  expect(outbox.messages[0]?.state).toBe('waiting');
  await jest.advanceTimersByTimeAsync(60_000);
  expect(api.sent.map(({ body }) => body.messageId)).toEqual(Array(4).fill(messageId));
  expect(outbox.messages).toEqual([]);
});

it('sends at once when the machine comes online', async () => {
  const api = shop(...Array.from({ length: 20 }, silence));
  const outbox = await open(api, store('c1'));
  outbox.send('hello');
  await jest.advanceTimersByTimeAsync(12_000);
  const sent = api.sent.length;
  page.dispatchEvent(new Event('online'));
  await settled();
  expect(api.sent).toHaveLength(sent + 1);
});

it('keeps a refused message with its reason, and goes on with the next', async () => {
  const api = shop(refusal(422, 'the message is empty; write something'));
  const outbox = await open(api, store('c1'));
  outbox.send('bad');
  outbox.send('good');
  await settled();
  await settled();
  expect(outbox.messages).toMatchObject([
    { text: 'bad', state: 'failed', detail: 'the message is empty; write something' },
  ]);
  expect(api.sent.map(({ body }) => body.text)).toEqual(['bad', 'good']);
});

it('loses nothing on a reload, and asks for no second turn', async () => {
  const storage = memoryStorage();
  const before = shop(silence());
  const { messageId } = (await open(before, store('c1'), storage)).send('hello');
  await settled();
  const after = shop();
  const outbox = await open(after, store('c1'), storage);
  outbox.restore();
  await settled();
  expect(after.sent).toMatchObject([{ body: { messageId, text: 'hello' } }]);
  expect(storage.keys('shoptalk.outbox.')).toEqual([]);
});

it('makes the conversation with the first message, and keeps the message under its id', async () => {
  const storage = memoryStorage();
  const outbox = await open(shop(silence()), store(), storage);
  const { messageId } = outbox.send('hello');
  await settled();
  expect(storage.keys('shoptalk.outbox.')).toEqual([`shoptalk.outbox.c1.${messageId}`]);
});

it('stops sending what another tab has seen answered', async () => {
  const api = shop(silence());
  const outbox = await open(api, store('c1'));
  const { messageId } = outbox.send('hello');
  await settled();
  outbox.settle(messageId);
  await jest.advanceTimersByTimeAsync(60_000);
  expect(api.sent).toHaveLength(1);
});
