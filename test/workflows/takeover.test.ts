import { randomUUID } from 'node:crypto';
import { createPostgresShopFigures } from '../../activities/adapters/shop-figures/postgres.js';
import type { MessageId } from '../../domain/index.js';
import { type PersonRequest, personUpdate, SEARCH_ATTRIBUTES } from '../../workflows/messages.js';
import { type Guest, startWorkflows, type Workflows, wordsOf } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterAll(() => shop.close());

const grace = { id: 'grace', name: 'Grace' };
const ada = { id: 'ada', name: 'Ada' };

function act(guest: Guest, request: PersonRequest): Promise<{ seq: number }> {
  return guest.handle.executeUpdate(personUpdate, { updateId: request.ref, args: [request] });
}

/** As the api does: leaves the words with the shop, and tells the conversation of them. */
async function say(guest: Guest, text: string, by = grace, ref: string = randomUUID()) {
  await shop.pool.query('insert into person_words (id, conversation_id, text) values ($1, $2, $3)', [
    ref,
    guest.id,
    text,
  ]);
  return act(guest, { type: 'say', ref, by });
}

const join = (guest: Guest, by = grace, takeOver?: boolean) =>
  act(guest, { type: 'join', ref: randomUUID(), by, takeOver });
const handBack = (guest: Guest, by = grace) => act(guest, { type: 'hand_back', ref: randomUUID(), by });

interface Shown {
  kind: string;
  what?: string | undefined;
  blocks?: number | undefined;
}

async function shown(guest: Guest): Promise<Shown[]> {
  const entries = (await guest.transcript()) as unknown as {
    kind: string;
    payload: { what?: string; blocks?: unknown[] };
  }[];
  return entries.map(({ kind, payload }) => ({ kind, what: payload.what, blocks: payload.blocks?.length }));
}

/** Replies with something in them that stand between a person's coming and leaving. */
function spokenOver(entries: Shown[]): number {
  let speaking = false;
  let count = 0;
  for (const { kind, what, blocks = 0 } of entries) {
    if (kind === 'person') speaking = what !== 'left';
    if (kind === 'reply' && speaking && blocks > 0) count += 1;
  }
  return count;
}

const waitingFor = async (guest: Guest) =>
  (
    await shop.pool.query(
      'select wanted_at is not null as wanted, person_name as name from conversation_support where conversation_id = $1',
      [guest.id],
    )
  ).rows[0];

test('a shopper asks for a person, who takes over, answers and hands back; then the assistant speaks again', async () => {
  const guest = await shop.guest();
  expect(wordsOf(await guest.say('I want to talk to a person'))).toMatch(/asked the people/);
  expect(await waitingFor(guest)).toEqual({ wanted: true, name: null });
  await join(guest);
  expect(await waitingFor(guest)).toEqual({ wanted: false, name: 'Grace' });
  expect(await guest.say('do you ship to Iceland?')).toEqual([]);
  const { seq } = await say(guest, 'We do, within a week.');
  await handBack(guest);
  expect(await waitingFor(guest)).toEqual({ wanted: false, name: null });
  expect(wordsOf(await guest.say('hello'))).not.toBe('');

  const entries = await guest.transcript();
  expect(entries.find((entry) => entry.seq === seq)).toMatchObject({
    kind: 'person',
    payload: { what: 'said', name: 'Grace', text: 'We do, within a week.' },
  });
  const { rows } = await shop.pool.query('select from person_words where conversation_id = $1', [guest.id]);
  expect(rows).toEqual([]);
  const history = JSON.stringify(await guest.handle.fetchHistory());
  expect(history).not.toContain('within a week');
});

test('who asks for a person is counted as waiting until one is there', async () => {
  const figures = createPostgresShopFigures(shop.pool);
  const before = await figures();
  const guest = await shop.guest();
  await guest.say('I want to talk to a person');
  await shop.pool.query(
    "update conversation_support set wanted_at = now() - interval '10 minutes' where conversation_id = $1",
    [guest.id],
  );
  const waiting = await figures();
  expect(waiting.waitingShoppers).toBe(before.waitingShoppers + 1);
  expect(waiting.longestWaitSeconds).toBeGreaterThanOrEqual(600);
  await join(guest);
  expect(await figures()).toMatchObject({ waitingShoppers: before.waitingShoppers });
  await handBack(guest);
  expect((await figures()).waitingShoppers).toBe(before.waitingShoppers);
});

test('of two people one speaks, and the other takes over in so many words', async () => {
  const guest = await shop.guest();
  await guest.say('hello');
  await expect(say(guest, 'Hi')).rejects.toMatchObject({ cause: { type: 'not_now' } });
  await join(guest);
  await expect(join(guest, ada)).rejects.toMatchObject({
    cause: { message: 'Grace speaks with this shopper; take it over from them first.' },
  });
  await expect(say(guest, 'Hi', ada)).rejects.toMatchObject({ cause: { type: 'not_now' } });
  await join(guest, ada, true);
  await expect(say(guest, 'Hi')).rejects.toMatchObject({ cause: { type: 'not_now' } });
  const ref = randomUUID();
  const first = await say(guest, 'Hi', ada, ref);
  expect(await act(guest, { type: 'say', ref, by: ada })).toEqual(first);
});

test('a person who stays silent gives the conversation back', async () => {
  const guest = await shop.guest({ silentMs: 200 });
  await guest.say('hello');
  await join(guest);
  for (;;) {
    const last = (await guest.transcript()).at(-1) as unknown as { payload: { what: string; why?: string } };
    if (last.payload.what === 'left') {
      expect(last.payload.why).toBe('silent');
      break;
    }
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  expect(await guest.say('hello')).not.toEqual([]);
});

test('a takeover outlives the run of the workflow, and its worker', async () => {
  const guest = await shop.guest({ softTurns: 2, quietMs: 10 });
  await guest.say('hello');
  await join(guest);
  const { runId } = await guest.handle.describe();
  await guest.say('are you there?');
  while ((await guest.handle.describe()).runId === runId)
    await new Promise((resolve) => setTimeout(resolve, 30));
  await shop.replaceWorker();
  expect(await guest.say('still there?')).toEqual([]);
  const { searchAttributes } = await guest.handle.describe();
  expect(searchAttributes[SEARCH_ATTRIBUTES.ConversationStage.name]).toEqual(['withPerson']);
  await say(guest, 'I am');
  await handBack(guest);
});

/** How many takeovers race; each takes some 0.3 s. */
const RACES = Number(process.env.TAKEOVERS ?? 20);

test('in takeovers that race with what the shopper says, the assistant never speaks over a person', async () => {
  const race = async () => {
    const guest = await shop.guest();
    await guest.say('hello');
    const texts = ["men's jeans", 'show my cart', 'help'];
    const turns = texts.map((text) => guest.say(text));
    const talk = join(guest).then(async () => {
      const late = [guest.say('a red dress'), say(guest, 'Hello!'), guest.say('help')];
      await Promise.all(late);
      await handBack(guest);
    });
    await Promise.all([...turns, talk, guest.say('hello again')]);
    return shown(guest);
  };
  let silent = 0;
  let spoken = 0;
  for (let batch = 0; batch < RACES / 10; batch++) {
    for (const entries of await Promise.all(Array.from({ length: 10 }, race))) {
      expect(entries.filter(({ what }) => what === 'joined' || what === 'left')).toHaveLength(2);
      expect(entries.filter(({ kind }) => kind === 'message')).toHaveLength(7);
      expect(entries.filter(({ kind }) => kind === 'reply')).toHaveLength(7);
      spoken += spokenOver(entries);
      silent += entries.filter(({ kind, blocks }) => kind === 'reply' && blocks === 0).length;
    }
  }
  expect(spoken).toBe(0);
  expect(silent).toBeGreaterThanOrEqual(2 * RACES);
});

test('a message of a takeover that is sent again is acknowledged again', async () => {
  const guest = await shop.guest();
  await guest.say('hello');
  await join(guest);
  const messageId = randomUUID() as MessageId;
  await guest.store(messageId, 'hello?');
  expect((await guest.turn(messageId)).seq).toBe((await guest.turn(messageId)).seq);
});
