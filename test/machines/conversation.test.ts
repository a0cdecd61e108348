import type {
  CheckoutId,
  MessageId,
  OrderAct,
  OrderId,
  OrderOutline,
  ProductId,
  Sku,
} from '../../domain/index.js';
import { conversationMachine } from '../../machines/conversation.js';
import { MOST_SIMILAR, PAGE_SIZE } from '../../machines/conversation-params.js';
import { Conversation, oneLine, wish } from './conversation-driver.js';

const checkoutId = '33333333-3333-4333-8333-333333333333' as CheckoutId;

/** An order in short, by its last digit. */
const order = (digit: number, acts: OrderAct[] = ['cancel', 'change_address', 'exchange']): OrderOutline => ({
  id: `4444444${digit}-4444-4444-8444-444444444444` as OrderId,
  number: `S-10000${digit}`,
  stage: acts.includes('cancel') ? 'placed' : 'shipped',
  acts,
});

const situations: Record<string, () => Conversation> = {
  ready: () => new Conversation(),
  understanding: () => new Conversation().send({ type: 'MESSAGE_RECEIVED', messageId: 'message-1' as never }),
  searching: () => new Conversation().hear(wish('search')),
  findingSimilar: () =>
    new Conversation().hear(wish('find_similar', { target: { productId: 7 as ProductId } })),
  changingCart: () => new Conversation(oneLine).hear(wish('remove_from_cart')),
  openingCheckout: () => new Conversation(oneLine).hear(wish('checkout')),
  lookingUpOrders: () => new Conversation().hear(wish('order_status')),
  cancellingOrder: () =>
    new Conversation()
      .hear(wish('cancel_order', { target: { confirmed: true } }))
      .send({ type: 'ORDERS_FOUND', orders: [order(1)] }),
  watchingStock: () =>
    new Conversation().hear(wish('watch_stock', { target: { productId: 7 as ProductId } })),
  stoppingWatches: () => new Conversation().hear(wish('stop_watching')),
  replying: () => new Conversation().hear(wish('greeting')),
  callingPerson: () => new Conversation().hear(wish('human_agent')),
  joining,
  withPerson: () => joining().send({ type: 'PERSON_NOTED' }),
  acknowledging: () =>
    joining()
      .send({ type: 'PERSON_NOTED' })
      .send({ type: 'MESSAGE_RECEIVED', messageId: 'message-1' as never }),
  passingOn: () =>
    joining().send({ type: 'PERSON_NOTED' }).send({ type: 'PERSON_SAID', ref: 'words-1', personId: 'grace' }),
  handingBack: () =>
    joining().send({ type: 'PERSON_NOTED' }).send({ type: 'PERSON_LEFT', ref: 'left-1', personId: 'grace' }),
};

function joining(): Conversation {
  const person = { id: 'grace', name: 'Grace' };
  return new Conversation().send({ type: 'PERSON_JOINED', ref: 'join-1', person, silentMs: 1_000 });
}

test.each(Object.keys(situations))('%s can be reached', (state) => {
  expect(situations[state]?.().stage).toBe(state);
});

test('these are all the states that somebody can see', () => {
  const transient = ['showingCart', 'concluding', 'acting', 'catchingUp'];
  expect(Object.keys(conversationMachine.states).sort()).toEqual(
    [...Object.keys(situations), ...transient].sort(),
  );
});

test.each([
  'understanding',
  'searching',
  'findingSimilar',
  'changingCart',
  'openingCheckout',
  'lookingUpOrders',
  'cancellingOrder',
  'watchingStock',
  'stoppingWatches',
  'callingPerson',
])('a failure while %s is answered with a plain sentence, and the conversation goes on', (state) => {
  const conversation = situations[state]?.().send({
    type: 'EFFECT_FAILED',
    effect: 'any',
    message: 'down',
  });
  expect(conversation?.says).toEqual(['trouble']);
  expect(conversation?.replied().stage).toBe('ready');
});

test.each([
  ['greeting', 'greeting'],
  ['help', 'help'],
  ['out_of_scope', 'out_of_scope'],
  ['show_more', 'no_more_results'],
  ['view_cart', 'cart_empty'],
  ['checkout', 'cart_empty'],
  ['add_to_cart', 'nothing_shown'],
  ['watch_stock', 'nothing_shown'],
  ['find_similar', 'nothing_shown'],
  ['remove_from_cart', 'cart_empty'],
] as const)('with nothing done yet, %s is answered with "%s"', (intent, phrase) => {
  expect(new Conversation().hear(wish(intent)).says[0]).toBe(phrase);
});

test('a refinement narrows what was asked before', () => {
  const conversation = new Conversation().hear(
    wish('search', { slots: { category: 'Jeans', department: 'Men', priceMax: 5_000 } }),
  );
  conversation
    .found([1, 2])
    .replied()
    .hear(wish('refine', { slots: { colours: ['blue'] } }));
  expect(conversation.effects).toEqual([
    {
      type: 'searchCatalog',
      params: {
        constraints: { category: 'Jeans', department: 'Men', priceMax: 5_000, colours: ['blue'] },
        offset: 0,
        limit: PAGE_SIZE,
      },
    },
  ]);
});

const ids = (...numbers: number[]) => numbers as ProductId[];

test('what is like a product, and what goes with it, is shown and can be pointed at', () => {
  const conversation = new Conversation()
    .hear(wish('search'))
    .found([1, 2], 20)
    .replied()
    .hear(wish('find_similar', { reference: { ordinal: 2 } }));
  expect(conversation.effects).toEqual([
    { type: 'findSimilar', params: { productId: 2, limit: MOST_SIMILAR } },
  ]);
  conversation.send({ type: 'SIMILAR_FOUND', similar: ids(3, 4), alsoBought: ids(5) });
  expect(conversation.says).toEqual(['similar', 'also_bought']);
  expect(conversation.context.plan.flatMap((block) => ('show' in block ? [block] : []))).toEqual([
    { show: 'products', productIds: [3, 4], total: 2 },
    { show: 'products', productIds: [5], total: 1 },
  ]);
  expect(conversation.replied().context.shown).toEqual([3, 4, 5]);
  // The search is where it was.
  conversation.hear(wish('show_more'));
  expect(conversation.effects).toMatchObject([{ type: 'searchCatalog', params: { offset: 2 } }]);
});

test.each([
  [[], [], ['no_similar']],
  [[], [5], ['no_similar', 'also_bought']],
  [[3], [], ['similar']],
])('of %j that are like it and %j that go with it, it says %j', (similar, alsoBought, phrases) => {
  const conversation = new Conversation()
    .hear(wish('search'))
    .found([1, 2])
    .replied()
    .hear(wish('find_similar', { target: { productId: 1 as ProductId } }))
    .send({ type: 'SIMILAR_FOUND', similar: ids(...similar), alsoBought: ids(...alsoBought) });
  expect(conversation.says).toEqual(phrases);
  const shown = [...similar, ...alsoBought];
  expect(conversation.context.shown).toEqual(shown.length > 0 ? shown : [1, 2]);
});

test('of several things on screen it asks which one others are to be like', () => {
  const conversation = new Conversation().hear(wish('search')).found([1, 2]).replied();
  expect(conversation.hear(wish('find_similar')).says).toEqual(['which_one']);
});

test('a new search keeps whom it is for and the budget', () => {
  const conversation = new Conversation().hear(
    wish('search', { slots: { category: 'Jeans', department: 'Men', priceMax: 5_000 } }),
  );
  conversation
    .found([1])
    .replied()
    .hear(wish('search', { slots: { category: 'Socks' } }));
  expect(conversation.context.constraints).toEqual({
    category: 'Socks',
    department: 'Men',
    priceMax: 5_000,
  });
});

test('prices that contradict each other leave the search as it was', () => {
  const conversation = new Conversation()
    .hear(wish('search', { slots: { category: 'Jeans' } }))
    .found([1])
    .replied();
  conversation.hear(wish('refine', { slots: { priceMin: 9_000, priceMax: 1_000 } }));
  expect(conversation.says).toEqual(['price_range_invalid']);
  expect(conversation.context.constraints).toEqual({ category: 'Jeans' });
});

test('"show more" goes on where the last page ended, until all were seen', () => {
  const conversation = new Conversation()
    .hear(wish('search'))
    .found([1, 2], 3)
    .replied()
    .hear(wish('show_more'));
  expect(conversation.effects[0]?.params).toMatchObject({ offset: 2 });
  expect(conversation.found([3], 3).replied().hear(wish('show_more')).says).toEqual(['no_more_results']);
});

test('"the second one" is the second of what is on screen', () => {
  const conversation = new Conversation().hear(wish('search')).found([11, 12, 13]).replied();
  conversation.hear(wish('add_to_cart', { reference: { ordinal: 2 }, quantity: 2 }));
  expect(conversation.effects).toMatchObject([
    { type: 'changeCart', params: { change: { type: 'add', productId: 12, quantity: 2 } } },
  ]);
});

test('"the last one" counts from the end, and one too far is asked about', () => {
  const conversation = new Conversation().hear(wish('search')).found([11, 12, 13]).replied();
  conversation.hear(wish('add_to_cart', { reference: { ordinal: -1 } }));
  expect(conversation.effects).toMatchObject([{ params: { change: { productId: 13 } } }]);
  conversation.send({ type: 'EFFECT_FAILED', effect: 'any', message: '' }).replied();
  expect(conversation.hear(wish('add_to_cart', { reference: { ordinal: 9 } })).says).toEqual(['which_one']);
});

test('an answer to "which size?" adds the thing that was asked about', () => {
  const conversation = new Conversation().hear(wish('search')).found([11, 12]).replied();
  conversation.hear(wish('add_to_cart', { reference: { ordinal: 1 }, quantity: 3 }));
  conversation.send({
    type: 'VARIANT_NEEDED',
    outline: { lines: [], count: 0 },
    productId: 11 as ProductId,
    quantity: 3,
  });
  expect(conversation.says).toEqual(['which_size']);
  conversation.replied().hear(wish('refine', { slots: { size: 'M' } }));
  expect(conversation.effects).toMatchObject([
    { type: 'changeCart', params: { change: { type: 'add', productId: 11, quantity: 3, size: 'M' } } },
  ]);
});

test('a quantity without a thing is asked about, one with the only line changes it', () => {
  const conversation = new Conversation(oneLine).hear(wish('change_quantity', { quantity: 4 }));
  expect(conversation.effects).toMatchObject([
    { params: { change: { type: 'set_quantity', sku: 'S1', quantity: 4 } } },
  ]);
});

test('a refusal of the cart is passed on and changes nothing else', () => {
  const conversation = new Conversation(oneLine).hear(wish('change_quantity', { quantity: 4 }));
  conversation.send({
    type: 'CART_CHANGE_REFUSED',
    outline: oneLine,
    refusal: 'not_enough_stock',
    available: 2,
  });
  expect(conversation.context.plan).toEqual([
    { say: 'not_enough_stock', values: { available: 2 }, tone: 'warning' },
  ]);
  expect(conversation.context.cart).toEqual(oneLine);
});

test('a second wish to check out shows the checkout that is open', () => {
  const conversation = new Conversation(oneLine)
    .hear(wish('checkout'))
    .send({ type: 'CHECKOUT_OPENED', checkoutId });
  expect(conversation.says).toEqual(['checkout_opened']);
  expect(conversation.replied().hear(wish('checkout')).says).toEqual(['checkout_already_open']);
});

test('a completed checkout empties the cart and brings the receipt without being asked', () => {
  const conversation = new Conversation(oneLine)
    .hear(wish('checkout'))
    .send({ type: 'CHECKOUT_OPENED', checkoutId })
    .replied();
  conversation.send({ type: 'CHECKOUT_ENDED', checkoutId, outcome: 'completed' });
  expect(conversation.says).toEqual(['checkout_completed']);
  expect(conversation.context).toMatchObject({
    cart: { count: 0 },
    checkoutId: undefined,
    messageId: undefined,
  });
});

test('a cancelled checkout leaves the cart and lets a new one be opened', () => {
  const conversation = new Conversation(oneLine)
    .hear(wish('checkout'))
    .send({ type: 'CHECKOUT_OPENED', checkoutId })
    .replied();
  conversation.send({ type: 'CHECKOUT_ENDED', checkoutId, outcome: 'cancelled' }).replied();
  expect(conversation.hear(wish('checkout')).stage).toBe('openingCheckout');
});

test('a tap says all there is to say: it replaces the search and takes no size from it', () => {
  const conversation = new Conversation()
    .hear(wish('search', { slots: { category: 'Jeans', size: 'M' } }))
    .found([1])
    .replied();
  conversation.hear(wish('search', { engine: 'tap', slots: { category: 'Socks' } }));
  expect(conversation.context.constraints).toEqual({ category: 'Socks' });
  conversation.found([5]).replied();
  conversation.hear(
    wish('add_to_cart', {
      engine: 'tap',
      target: { productId: 5 as ProductId, sku: 'X' as Sku },
      quantity: 1,
    }),
  );
  expect(conversation.effects).toMatchObject([
    { params: { change: { type: 'add', productId: 5, sku: 'X', size: undefined } } },
  ]);
});

describe('about orders', () => {
  const asked = (intent: 'order_status' | 'cancel_order' | 'return_refund' | 'change_order', rest = {}) =>
    new Conversation().hear(wish(intent, rest));
  const found = (conversation: Conversation, ...orders: OrderOutline[]) =>
    conversation.send({ type: 'ORDERS_FOUND', orders });

  test.each([
    ['order_status', ['cancel'], 'order_status'],
    ['cancel_order', ['cancel'], 'confirm_cancel'],
    ['cancel_order', [], 'order_not_cancellable'],
    ['return_refund', ['return'], 'return_how'],
    ['return_refund', [], 'return_not_yet'],
    ['change_order', ['cancel', 'change_address'], 'change_how'],
    ['change_order', [], 'change_too_late'],
  ] as const)('%s of an order that offers %j is answered with "%s"', (intent, acts, phrase) => {
    expect(found(asked(intent), order(1, [...acts])).says).toEqual([phrase]);
  });

  test('without orders it says so', () => {
    expect(found(asked('cancel_order')).says).toEqual(['no_orders']);
  });

  test('of several it asks which one is meant, and a tap says it', () => {
    const conversation = found(asked('order_status'), order(1), order(2));
    expect(conversation.says).toEqual(['which_order']);
    expect(conversation.context.plan).toContainEqual(
      expect.objectContaining({ show: 'order_choices', intent: 'order_status' }),
    );
    conversation.replied().hear(wish('order_status', { engine: 'tap', target: { orderId: order(2).id } }));
    expect(found(conversation, order(1), order(2)).context.plan).toContainEqual({
      show: 'order_by_id',
      orderId: order(2).id,
    });
  });

  test('of several, the one that was named by its number is meant, or the only one that can be cancelled', () => {
    const named = found(asked('order_status', { orderNumber: 'S-100002' }), order(1), order(2));
    expect(named.says).toEqual(['order_status']);
    const only = found(asked('cancel_order'), order(1, []), order(2));
    expect(only.context.plan).toContainEqual({ show: 'confirm_cancel', orderId: order(2).id });
  });

  test('nothing is cancelled before the shopper has confirmed, and then that order is', () => {
    expect(found(asked('cancel_order'), order(1)).effects.map(({ type }) => type)).toEqual(['reply']);
    const target = { orderId: order(1).id, confirmed: true };
    const confirmed = found(asked('cancel_order', { engine: 'tap', target }), order(1), order(2));
    expect(confirmed.effects).toEqual([{ type: 'cancelOrder', params: { orderId: order(1).id } }]);
    expect(confirmed.send({ type: 'CANCELLATION_ASKED' }).says).toEqual(['order_cancelling']);
  });

  test('a typed yes or no answers the question about that very order, in the very next message', () => {
    const yes = { target: { confirmed: true } };
    const inquired = () =>
      found(asked('cancel_order', { orderNumber: 'S-100002' }), order(1), order(2)).replied();
    const confirmed = found(inquired().hear(wish('cancel_order', yes)), order(1), order(2));
    expect(confirmed.effects).toEqual([{ type: 'cancelOrder', params: { orderId: order(2).id } }]);
    const kept = inquired().hear(wish('order_status', { target: { confirmed: false } }));
    expect(found(kept, order(1), order(2)).context.plan).toContainEqual({
      show: 'order_by_id',
      orderId: order(2).id,
    });
    const later = inquired().hear(wish('thanks')).replied().hear(wish('cancel_order', yes));
    expect(found(later, order(1), order(2)).says).toEqual(['which_order']);
  });

  test('what the shop has asked is told to the reader of the next message, and of that one alone', () => {
    const inquired = found(asked('cancel_order'), order(1)).replied();
    const told = () => inquired.effects.map(({ params }) => params);
    inquired.send({ type: 'MESSAGE_RECEIVED', messageId: 'next' as never });
    expect(told()).toMatchObject([{ context: { asked: 'confirm_cancel' } }]);
    inquired.send({ type: 'UNDERSTOOD', understanding: wish('thanks') }).replied();
    inquired.send({ type: 'MESSAGE_RECEIVED', messageId: 'later' as never });
    expect(told()).toMatchObject([{ context: { asked: undefined } }]);
  });

  test('a confirmation that comes too late cancels nothing', () => {
    const target = { orderId: order(1).id, confirmed: true };
    expect(found(asked('cancel_order', { engine: 'tap', target }), order(1, [])).says).toEqual([
      'order_not_cancellable',
    ]);
  });

  test("somebody else's order id is asked about like an unknown one", () => {
    const target = { orderId: order(9).id, confirmed: true };
    expect(found(asked('cancel_order', { engine: 'tap', target }), order(1)).says).toEqual(['which_order']);
  });

  test('what happens to an order is told by itself', () => {
    const told = new Conversation().send({
      type: 'ORDER_NEWS',
      orderId: order(1).id,
      news: 'follow_up',
      ref: 'order-follow_up-1',
    });
    expect(told.says).toEqual(['order_follow_up']);
    expect(told.effects[0]?.params).toMatchObject({ ref: 'order-follow_up-1' });
  });
});

test('much that was found comes with ways to narrow it, and all that was found does not', () => {
  const narrowings = [{ label: 'In black', constraints: { colours: ['black' as const] }, count: 12 }];
  const found = (total: number) =>
    new Conversation()
      .hear(wish('search'))
      .send({ type: 'SEARCHED', ids: [1, 2] as ProductId[], total, relaxations: [], narrowings });
  expect(found(40).context.plan).toContainEqual({ show: 'narrowings', narrowings });
  expect(found(2).context.plan).not.toContainEqual({ show: 'narrowings', narrowings });
});

test('an estimated total is said to be one', () => {
  const conversation = new Conversation().hear(wish('search')).send({
    type: 'SEARCHED',
    ids: [1] as ProductId[],
    total: 48_000,
    estimated: true,
    relaxations: [],
  });
  expect(conversation.context.plan[0]).toMatchObject({ say: 'results', values: { total: 48_000, about: 1 } });
});

describe('the language', () => {
  const lastReply = (conversation: Conversation) =>
    conversation.effects.findLast(({ type }) => type === 'reply')?.params;

  it('is that of the browser until a clear sentence says otherwise, and goes with every reply', () => {
    const conversation = new Conversation();
    conversation.send({ type: 'MESSAGE_RECEIVED', messageId: 'm1' as MessageId, language: 'de' });
    conversation.send({ type: 'UNDERSTOOD', understanding: wish('greeting') });
    expect(lastReply(conversation)).toMatchObject({ language: 'de' });
    conversation.send({ type: 'REPLIED' });
    conversation.send({ type: 'MESSAGE_RECEIVED', messageId: 'm2' as MessageId, language: 'de' });
    const heard = { language: 'es', sure: true } as const;
    conversation.send({ type: 'UNDERSTOOD', understanding: wish('thanks', { heard }) });
    expect(lastReply(conversation)).toMatchObject({ language: 'es' });
  });

  it('can be asked for', () => {
    const conversation = new Conversation();
    conversation.send({ type: 'MESSAGE_RECEIVED', messageId: 'm1' as MessageId });
    const heard = { language: 'es', sure: true } as const;
    conversation.send({ type: 'UNDERSTOOD', understanding: wish('switch_language', { heard }) });
    expect(lastReply(conversation)).toMatchObject({ language: 'es', plan: [{ say: 'language_set' }] });
  });
});
