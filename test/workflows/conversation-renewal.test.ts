import { randomUUID } from 'node:crypto';
import type { MessageId } from '../../domain/index.js';
import { conversationStateQuery } from '../../workflows/messages.js';
import { startWorkflows, type Workflows, wordsOf } from './support/shop.js';

jest.setTimeout(90_000);

let shop: Workflows;
beforeAll(async () => {
  shop = await startWorkflows();
});
afterAll(() => shop.close());

test('five clients at once, over many continue-as-news: every turn is taken once and none is lost', async () => {
  const guest = await shop.guest({ softTurns: 8, hardTurns: 25, quietMs: 50 });
  const clients = [1, 2, 3, 4, 5].map(async () => {
    for (let turn = 0; turn < 20; turn++) await guest.say('hello');
  });
  await Promise.all(clients);
  const transcript = await guest.transcript();
  const asked = transcript.filter(({ kind }) => kind === 'message').map(({ ref }) => ref);
  const answered = transcript.filter(({ kind }) => kind === 'reply').map(({ ref }) => ref);
  expect(answered).toHaveLength(100);
  expect(new Set(answered)).toEqual(new Set(asked));
  expect(await runsOf(guest.handle.workflowId)).toBeGreaterThan(3);
});

test('what was looked for, the cart and recent turns are still known in the next run', async () => {
  const guest = await shop.guest({ softTurns: 3, quietMs: 20 });
  const messageId = randomUUID() as MessageId;
  await guest.store(messageId, "men's jeans");
  const first = await guest.turn(messageId);
  const { sku } = await guest.fillCart();
  await guest.say('hello');
  while ((await runsOf(guest.handle.workflowId)) < 2) await new Promise((resolve) => setTimeout(resolve, 50));

  expect((await guest.turn(messageId)).seq).toBe(first.seq);
  const { context } = await guest.handle.query(conversationStateQuery);
  expect(context.constraints).toEqual({ category: 'Jeans', department: 'Men' });
  expect(context.cart.lines).toMatchObject([{ sku, quantity: 1 }]);
  expect(wordsOf(await guest.say('in blue'))).toMatch(/men's jeans in blue/);
});

test('a conversation whose workflow is gone is taken up again with its cart, its wish and its screen', async () => {
  const guest = await shop.guest();
  const { sku } = await guest.fillCart(2);
  await guest.say("men's jeans under $90");
  await guest.say('in blue');
  const { context: before } = await guest.handle.query(conversationStateQuery);
  expect(before.shown.length).toBeGreaterThan(1);
  await guest.handle.terminate('lost in a disaster');

  const cart = (await guest.say('Show my cart', { type: 'view_cart' })).find(
    (block) => block.type === 'cart',
  );
  expect(cart?.cart.lines).toMatchObject([{ sku, quantity: 2 }]);
  const { context: after } = await guest.handle.query(conversationStateQuery);
  expect(after).toMatchObject({ shown: before.shown, past: before.past, total: before.total });
  await guest.say('under $60');
  const { context } = await guest.handle.query(conversationStateQuery);
  expect(context.constraints).toEqual({
    category: 'Jeans',
    department: 'Men',
    colours: ['blue'],
    priceMax: 6_000,
  });
});

test('a message that was answered before its workflow was lost is no second turn after it', async () => {
  const guest = await shop.guest();
  await guest.say("men's jeans");
  const messageId = randomUUID() as MessageId;
  await guest.store(messageId, 'show me more');
  const { seq } = await guest.turn(messageId);
  const { context: before } = await guest.handle.query(conversationStateQuery);
  expect(before.seen).toBeGreaterThan(8);
  await guest.handle.terminate('lost in a disaster');

  expect((await guest.turn(messageId)).seq).toBe(seq);
  const { context: after } = await guest.handle.query(conversationStateQuery);
  expect(after.seen).toBe(before.seen);
});

async function runsOf(workflowId: string): Promise<number> {
  let runs = 0;
  for await (const _ of shop.client.workflow.list({ query: `WorkflowId = "${workflowId}"` })) runs += 1;
  return runs;
}
