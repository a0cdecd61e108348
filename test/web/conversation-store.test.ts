import { memoryStorage, script } from './scripts.js';

interface Entry {
  seq: number;
}
interface Store extends EventTarget {
  id: string | undefined;
  lastSeq: number;
  entries: Entry[];
  open(wanted?: string): Promise<boolean>;
  ensure(): Promise<string>;
  add(entry: Entry, how?: { gapless: boolean }): void;
}

const entry = (seq: number) => ({ seq, kind: 'reply', blocks: [] });

/** A shop with these conversations; pages of two entries. */
async function open(conversations: Record<string, Entry[]>, storage = memoryStorage()) {
  const { ConversationStore } = await script<{
    ConversationStore: new (api: object, storage: object) => Store;
  }>('conversation-store');
  const { Problem } = await script<{ Problem: new (status: number, document: object) => Error }>(
    'api-client',
  );
  const asked: string[] = [];
  const api = {
    get: async (path: string) => {
      asked.push(path);
      if (path === '/conversations') return { items: Object.keys(conversations).map((id) => ({ id })) };
      const [, id = '', after = '0'] = path.match(/^\/conversations\/(\w+)\?after=(\d+)/) ?? [];
      const entries = conversations[id];
      if (!entries) throw new Problem(404, { detail: 'There is nothing here' });
      const page = entries.filter(({ seq }) => seq > Number(after)).slice(0, 2);
      return { id, entries: page, lastSeq: entries.length };
    },
    post: async () => {
      asked.push('POST');
      return { id: 'fresh' };
    },
  };
  return { store: new ConversationStore(api, storage), asked, storage };
}

const five = [1, 2, 3, 4, 5].map(entry);

it('reads the whole conversation, page by page', async () => {
  const { store } = await open({ mine: five });
  const seen: number[] = [];
  store.addEventListener('entry', (event) => seen.push((event as CustomEvent<Entry>).detail.seq));
  await expect(store.open('mine')).resolves.toBe(true);
  expect(seen).toEqual([1, 2, 3, 4, 5]);
  expect(store.lastSeq).toBe(5);
});

it('opens the one in the address, else the one last open here, else the newest', async () => {
  const conversations = { newest: [], older: [], oldest: [] };
  const first = await open(conversations);
  await first.store.open('oldest');
  expect(first.store.id).toBe('oldest');
  const second = await open(conversations, first.storage);
  await second.store.open();
  expect(second.store.id).toBe('oldest');
  const third = await open(conversations);
  await third.store.open('somebody_elses');
  expect(third.store.id).toBe('newest');
});

it('says that there is no conversation yet, and makes one when asked, once', async () => {
  const { store, asked } = await open({});
  await expect(store.open()).resolves.toBe(false);
  await expect(Promise.all([store.ensure(), store.ensure()])).resolves.toEqual(['fresh', 'fresh']);
  expect(asked.filter((what) => what === 'POST')).toHaveLength(1);
});

it('takes an entry that comes twice, by answer and by stream, for one', async () => {
  const { store } = await open({ mine: [] });
  let events = 0;
  store.addEventListener('entry', () => {
    events += 1;
  });
  store.add(entry(2));
  store.add(entry(1), { gapless: true });
  store.add(entry(2), { gapless: true });
  expect(events).toBe(2);
  expect(store.entries.map(({ seq }) => seq)).toEqual([1, 2]);
});

it('goes on after the last entry before a gap, not after one that came early', async () => {
  const { store } = await open({ mine: [] });
  store.add(entry(1), { gapless: true });
  store.add(entry(4));
  expect(store.lastSeq).toBe(1);
});
