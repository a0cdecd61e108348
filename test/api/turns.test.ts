import { randomUUID } from 'node:crypto';
import type { ApiClient } from './support/client.js';
import { type Shop, startShop } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Shop;
let guest: ApiClient;
let conversation: string;

beforeAll(async () => {
  shop = await startShop();
});
afterAll(() => shop?.close());
beforeEach(async () => {
  guest = shop.guest();
  conversation = await guest.openConversation();
});

const say = (text: string, more: object = {}) =>
  guest.ask('POST', `/v1/conversations/${conversation}/messages`, {
    json: { messageId: randomUUID(), text, ...more },
  });
const words = (blocks: { text?: string }[]) => blocks.map(({ text = '' }) => text).join(' ');
const kinds = (blocks: { type: string }[]) => blocks.map(({ type }) => type);

test('a search is answered with products of the catalog', async () => {
  const { status, body } = await say("men's jeans");
  expect(status).toBe(200);
  const [card] = body.reply.blocks.find(({ type }: { type: string }) => type === 'products').items;
  const { body: product } = await guest.ask('GET', `/v1/products/${card.id}`);
  expect(product).toMatchObject({ name: card.name, price: card.price });
  expect((await guest.ask('GET', card.imageUrl)).status).toBe(200);
});

test('ten taps on one button at once put one thing into the cart', async () => {
  const { rows } = await shop.database.pool.query(
    'select product_id, sku from variants where stock > 10 order by sku limit 1',
  );
  const tap = {
    messageId: randomUUID(),
    action: { type: 'add_to_cart', productId: rows[0].product_id, sku: rows[0].sku, quantity: 1 },
  };
  const answers = await Promise.all(Array.from({ length: 10 }, () => say('Add to cart', tap)));
  expect(new Set(answers.map(({ status, body }) => `${status} ${body.reply?.seq}`)).size).toBe(1);
  expect((await guest.ask('GET', `/v1/conversations/${conversation}/cart`)).body.count).toBe(1);
});

test.each([
  ['an unknown product', { type: 'add_to_cart', productId: 999_999 }],
  ['something that is not in the cart', { type: 'remove_from_cart', sku: 'NOT-THERE' }],
  ['a checkout of nothing', { type: 'checkout' }],
])('%s is answered in words, and the cart stays empty', async (_what, action) => {
  const { status, body } = await say('Tap', { action });
  expect(status).toBe(200);
  expect(kinds(body.reply.blocks)).toEqual(
    expect.arrayContaining([expect.stringMatching(/^(text|notice)$/)]),
  );
  expect((await guest.ask('GET', `/v1/conversations/${conversation}/cart`)).body.count).toBe(0);
});

test.each([
  '?!',
  '🦄🦄🦄',
  "'; drop table products; --",
  '<script>alert(1)</script>',
  '日本語のジーンズ',
  'x'.repeat(2_000),
])('the odd text %j is answered', async (text) => {
  expect((await say(text)).status).toBe(200);
});

describe('a turn that left its reply and was then lost with its task', () => {
  const message = { messageId: randomUUID() };
  beforeEach(async () => {
    message.messageId = randomUUID();
    await say("men's jeans");
    await entry('message', message.messageId, { text: 'in blue' });
    await entry('reply', message.messageId, { inReplyTo: message.messageId, blocks: [] });
  });

  it('is made up for when its message comes again, and answered with that reply', async () => {
    const { status, body } = await say('in blue', message);
    expect([status, body.reply.blocks]).toEqual([200, []]);
    expect(words((await say('under $90')).body.reply.blocks)).toMatch(/jeans in blue up to \$90/i);
  });

  it('is left alone when the shopper has gone on since', async () => {
    await say('under $90');
    await say('in blue', message);
    expect(words((await say('under $80')).body.reply.blocks)).not.toMatch(/blue/i);
  });

  const entry = (kind: string, ref: string, payload: object) =>
    shop.database.pool.query(
      `with numbered as (update conversations set last_seq = last_seq + 1 where id = $1 returning last_seq)
       insert into conversation_events (conversation_id, seq, kind, ref, payload)
       select $1, last_seq, $2, $3, $4 from numbered`,
      [conversation, kind, ref, JSON.stringify(payload)],
    );
});

test('while the worker is dead, messages wait; the next one takes them up, each once', async () => {
  await say('hello');
  await shop.killWorker();
  const messages = [{ messageId: randomUUID() }, { messageId: randomUUID() }];
  for (const message of messages) {
    const { status, headers } = await say('show my cart', message);
    expect([status, headers.get('retry-after')]).toEqual([503, '2']);
  }
  await shop.restartWorker();
  for (const message of messages) {
    while ((await say('show my cart', message)).status !== 200);
  }
  const { entries } = (await guest.ask('GET', `/v1/conversations/${conversation}`)).body;
  const replies = entries.filter(({ kind }: { kind: string }) => kind === 'reply');
  expect(
    replies
      .slice(1)
      .map(({ inReplyTo }: { inReplyTo: string }) => inReplyTo)
      .sort(),
  ).toEqual(messages.map(({ messageId }) => messageId).sort());
});
