import type { ProductId, Sku } from '../../domain/index.js';
import { Conversation, oneLine, wish } from './conversation-driver.js';

const searching = () =>
  new Conversation().hear(wish('search', { slots: { category: 'Jeans', department: 'Men' } }));

test('several things in one message are done in order and answered together', () => {
  const socks = wish('search', { slots: { category: 'Socks' } });
  const conversation = searching()
    .found([1, 2])
    .replied()
    .hear(wish('add_to_cart', { reference: { ordinal: 1 }, next: [socks] }));
  expect(conversation.effects).toMatchObject([{ type: 'changeCart', params: { changeId: 'message-2' } }]);
  conversation.send({ type: 'CART_CHANGED', outline: oneLine, change: 'add', quantity: 1 });
  expect(conversation.effects).toMatchObject([{ type: 'takeNext', params: { act: socks } }]);
  conversation.send({ type: 'UNDERSTOOD', understanding: socks }).found([7]);
  expect(conversation.says).toEqual(['added', 'carried_over', 'results']);
  expect(conversation.context.cart).toEqual(oneLine);
  expect(conversation.replied().stage).toBe('ready');
});

test('each change of the cart in one message has an id of its own', () => {
  const second = wish('add_to_cart', { reference: { ordinal: 2 } });
  const conversation = searching()
    .found([1, 2])
    .replied()
    .hear(wish('add_to_cart', { reference: { ordinal: 1 }, next: [second] }))
    .send({ type: 'CART_CHANGED', outline: oneLine, change: 'add', quantity: 1 })
    .send({ type: 'UNDERSTOOD', understanding: second });
  expect(conversation.effects).toMatchObject([{ type: 'changeCart', params: { changeId: 'message-2/1' } }]);
});

test('going back brings the constraints of before, as often as they were changed', () => {
  const conversation = searching().found([1]).replied();
  const before = conversation.context.constraints;
  conversation
    .hear(wish('refine', { slots: { colours: ['blue'] } }))
    .found([1])
    .replied();
  conversation
    .hear(wish('refine', { slots: { size: '32' } }))
    .found([1])
    .replied();
  const back = wish('refine', { edits: { undo: true } });
  expect(conversation.hear(back).context.constraints).toEqual({ ...before, colours: ['blue'] });
  expect(conversation.found([1]).replied().hear(back).context.constraints).toEqual(before);
});

test('starting over forgets the wish and keeps the cart', () => {
  const conversation = new Conversation(oneLine).hear(wish('search', { slots: { category: 'Jeans' } }));
  conversation
    .found([1])
    .replied()
    .hear(wish('refine', { edits: { reset: true } }));
  expect(conversation.says).toEqual(['started_over']);
  expect(conversation.context).toMatchObject({ constraints: {}, cart: oneLine });
});

test('a new search says what it kept', () => {
  const conversation = searching().found([1]).replied();
  conversation.hear(wish('search', { slots: { category: 'Socks' } })).found([2]);
  expect(conversation.context.plan[0]).toEqual({ say: 'carried_over', wish: { department: 'Men' } });
});

test('a catalog is asked for the other colours when one is unwanted', () => {
  const { effects } = new Conversation().hear(wish('search', { slots: { excludedColours: ['black'] } }));
  expect(effects).toMatchObject([
    { type: 'searchCatalog', params: { constraints: { colours: expect.any(Array) } } },
  ]);
  expect(JSON.stringify(effects)).not.toContain('black');
});

test('the order that was asked for holds while the search is narrowed', () => {
  const conversation = new Conversation().hear(
    wish('search', { slots: { category: 'Jeans' }, sort: 'price_asc' }),
  );
  expect(conversation.effects).toMatchObject([{ params: { sort: 'price_asc' } }]);
  conversation
    .found([1])
    .replied()
    .hear(wish('refine', { slots: { size: '32' } }));
  expect(conversation.effects).toMatchObject([{ params: { sort: 'price_asc' } }]);
});

describe('questions', () => {
  const shown = () => searching().found([1, 2, 3]).replied();

  test('the things named are compared, or the first few', () => {
    const named = shown().hear(wish('compare', { reference: { ordinal: 1, others: [3] } }));
    expect(named.context.plan[1]).toMatchObject({ show: 'comparison', productIds: [1, 3] });
    const all = shown().hear(wish('compare'));
    expect(all.context.plan[1]).toMatchObject({ productIds: [1, 2, 3] });
    expect(new Conversation().hear(wish('compare')).says).toEqual(['nothing_to_compare']);
  });

  test('a question about a thing shows its record, and asks which where that is not clear', () => {
    const second = shown().hear(wish('product_question', { reference: { ordinal: 2 }, topic: 'price' }));
    expect(second.context.plan).toMatchObject([{ say: 'product_facts' }, { productIds: [2 as ProductId] }]);
    expect(shown().hear(wish('product_question')).says).toEqual(['which_one']);
  });

  test('a question about the shop is answered by what the merchant has written', () => {
    const asked = wish('policy_question', { topic: 'returns', passage: 'returns-how' });
    expect(new Conversation().hear(asked).context.plan).toEqual([
      { show: 'passage', passage: 'returns-how' },
    ]);
    expect(new Conversation().hear(wish('policy_question', { topic: 'discounts' })).says).toEqual([
      'policy_discounts',
    ]);
  });

  test('the shop makes nothing up where it has no text', () => {
    expect(new Conversation().hear(wish('policy_question', { topic: 'other' })).says).toEqual([
      'policy_other',
    ]);
  });

  test.each(['thanks', 'goodbye'] as const)('%s is answered in kind, and nothing changes', (intent) => {
    const conversation = shown();
    const { constraints } = conversation.context;
    expect(conversation.hear(wish(intent)).says).toEqual([intent]);
    expect(conversation.context.constraints).toEqual(constraints);
  });
});

test('what the understander may lean on names what is shown and what is in the cart', () => {
  const conversation = new Conversation(oneLine).hear(wish('search')).found([4]).replied();
  conversation.send({ type: 'MESSAGE_RECEIVED', messageId: 'm' as never });
  expect(conversation.effects).toMatchObject([
    { params: { context: { shown: [4], cart: [{ sku: 'S1' as Sku, productId: 1 }] } } },
  ]);
});
