import { randomUUID } from 'node:crypto';
import type { MessageId, ProductCard } from '../../domain/index.js';
import { conversationStateQuery, SEARCH_ATTRIBUTES } from '../../workflows/messages.js';
import { startWorkflows, type Workflows, wordsOf } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterAll(() => shop.close());

test('a search is answered with products, and a refinement with fewer of them', async () => {
  const guest = await shop.guest();
  const first = await guest.say("men's jeans");
  expect(wordsOf(first)).toMatch(/matches for men's jeans/);
  const found = first.find((block) => block.type === 'products');
  const refined = (await guest.say('in blue')).find((block) => block.type === 'products');
  expect(refined?.total).toBeLessThan(found?.total ?? 0);
  const isBlue = ({ colour }: ProductCard) => colour === 'blue';
  expect(refined?.items.every(isBlue)).toBe(true);
});

test('the same message sent again is the same turn', async () => {
  const guest = await shop.guest();
  const messageId = randomUUID() as MessageId;
  await guest.store(messageId, 'hello');
  const [first, second] = await Promise.all([guest.turn(messageId), guest.turn(messageId)]);
  expect(await guest.turn(messageId)).toEqual(first);
  expect(second).toEqual(first);
  expect((await guest.transcript()).map(({ kind }) => kind)).toEqual(['message', 'reply']);
});

test('a turn tells what was wanted, and where its time went, the same when it is repeated', async () => {
  const guest = await shop.guest();
  const messageId = randomUUID() as MessageId;
  await guest.store(messageId, "men's jeans");
  const { seq, spent } = await guest.turn(messageId);
  expect(spent?.intent).toBe('search');
  expect(Object.keys(spent?.ms ?? {}).sort()).toEqual(['reply', 'search', 'understand']);
  expect(spent?.ms.search).toBeGreaterThan(0);
  await shop.replaceWorker();
  await guest.say('hello');
  expect(await guest.turn(messageId)).toEqual({ seq, spent });
});

test('turns sent at once are taken one after the other, each with its own reply', async () => {
  const guest = await shop.guest();
  const texts = ['hello', 'help', 'show my cart', "men's jeans", 'a red dress'];
  await Promise.all(texts.map((text) => guest.say(text)));
  const transcript = await guest.transcript();
  const asked = transcript.filter(({ kind }) => kind === 'message').map(({ ref }) => ref);
  const answered = transcript.filter(({ kind }) => kind === 'reply').map(({ ref }) => ref);
  expect(answered.sort()).toEqual(asked.sort());
});

test('which size is asked, and the answer adds that size', async () => {
  const guest = await shop.guest();
  await guest.say("men's jeans");
  expect(wordsOf(await guest.say('add the first one'))).toMatch(/which size/i);
  const { asked } = (await guest.handle.query(conversationStateQuery)).context;
  const sizes = await shop.pool.query(
    'select size from variants where product_id = $1 and stock > 0 limit 1',
    [asked?.productId],
  );
  const cart = (await guest.say(`size ${sizes.rows[0].size}`)).find((block) => block.type === 'cart');
  expect(cart?.cart.lines).toMatchObject([
    { productId: asked?.productId, size: sizes.rows[0].size, quantity: 1 },
  ]);
});

test.each([
  [
    'an unknown product',
    { type: 'add_to_cart', productId: 999_999 as never, quantity: 1 },
    /not in the shop/,
  ],
  ['a line that is not there', { type: 'remove_from_cart', sku: 'NO-SUCH' as never }, /not in your cart/],
  ['a huge quantity', { type: 'add_to_cart', productId: 1 as never, quantity: 1_000_000_000 }, /1 to 20/],
  ['nothing of a thing', { type: 'add_to_cart', productId: 1 as never, quantity: 0 }, /1 to 20/],
] as const)('%s is refused in a plain sentence', async (_, action, sentence) => {
  const guest = await shop.guest();
  expect(wordsOf(await guest.say('tap', action))).toMatch(sentence);
});

test('more than there is in stock is refused with what is left', async () => {
  const guest = await shop.guest();
  const { rows } = await shop.pool.query(
    'select sku, product_id, stock from variants where stock between 1 and 15 limit 1',
  );
  const { sku, product_id: productId, stock } = rows[0];
  const reply = await guest.say('Add', { type: 'add_to_cart', productId, sku, quantity: stock + 1 });
  expect(wordsOf(reply)).toContain(`only ${stock} of those left`);
});

test('a checkout is opened once; asked for again, the same one is shown', async () => {
  const guest = await shop.guest();
  await guest.fillCart();
  const first = await guest.checkOut();
  expect(await guest.checkOut()).toBe(first);
});

test('the Temporal UI says in words where the conversation is', async () => {
  const guest = await shop.guest();
  await guest.fillCart(2);
  const { typedSearchAttributes } = await guest.handle.describe();
  expect(typedSearchAttributes.get(SEARCH_ATTRIBUTES.ConversationStage)).toBe('filledCart');
  const metadata: { currentDetails: string } = await guest.handle.query('__temporal_workflow_metadata');
  expect(metadata.currentDetails).toMatch(/Waits for the shopper(.|\n)*Cart: 2 items/);
  await guest.say('I want to talk to a person', { type: 'human_agent' });
  expect((await guest.handle.describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.ConversationStage)).toBe(
    'wantsPerson',
  );
});

test('answers in the language that is spoken, and changes it when asked', async () => {
  const guest = await shop.guest();
  expect(wordsOf(await guest.say('hola, busco un vestido rojo de mujer'))).toMatch(
    /resultados? para vestidos de mujer en rojo/,
  );
  const language = async () =>
    (await guest.handle.describe()).typedSearchAttributes.get(SEARCH_ATTRIBUTES.Language);
  expect(await language()).toBe('es');
  expect(wordsOf(await guest.say('auf Deutsch bitte'))).toContain('Ab jetzt spreche ich Deutsch');
  expect(await language()).toBe('de');
});

test('no words of the shopper are in the history', async () => {
  const guest = await shop.guest();
  await guest.say('my secret wish is socks');
  const history = JSON.stringify(await guest.handle.fetchHistory());
  expect(history).toContain('turn');
  expect(history).not.toContain(Buffer.from('my secret wish').toString('base64').slice(0, 12));
  expect(history).not.toContain('secret');
});
