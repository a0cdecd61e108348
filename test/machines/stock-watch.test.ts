import type { ProductId, Sku, StockWatchId, StockWatchOutcome } from '../../domain/index.js';
import { Conversation, oneLine, wish } from './conversation-driver.js';

const sku = 'S7-M' as Sku;
const watchId = '44444444-4444-4444-8444-444444444444' as StockWatchId;

/** Somebody who looks at these products. */
const looking = (...ids: number[]) => new Conversation().hear(wish('search')).found(ids).replied();
const effect = (conversation: Conversation) => conversation.effects[0];

test('"tell me when size M is back" is about the one product on screen, in that size', () => {
  const conversation = looking(7).hear(wish('watch_stock', { slots: { size: 'M' } }));
  expect(effect(conversation)).toEqual({
    type: 'watchStock',
    params: { wish: { productId: 7, size: 'M', colours: undefined } },
  });
});

test('"tell me when the second one is back" is about the second, in the size that was looked for', () => {
  const conversation = new Conversation()
    .hear(wish('search', { slots: { size: 'L', colours: ['blue'] } }))
    .found([5, 6])
    .replied()
    .hear(wish('watch_stock', { reference: { ordinal: 2 } }));
  expect(effect(conversation)?.params).toEqual({ wish: { productId: 6, size: 'L', colours: ['blue'] } });
});

test('after "which size?" it is about the product that was to be added', () => {
  const conversation = looking(5, 6)
    .hear(wish('add_to_cart', { reference: { ordinal: 1 } }))
    .send({ type: 'VARIANT_NEEDED', outline: oneLine, productId: 5 as ProductId, quantity: 1 })
    .replied()
    .hear(wish('watch_stock', { slots: { size: 'M' } }));
  expect(effect(conversation)?.params).toMatchObject({ wish: { productId: 5, size: 'M' } });
});

test('with several products on screen and none named, it asks which one', () => {
  expect(looking(5, 6).hear(wish('watch_stock')).says).toEqual(['which_one']);
});

test('a tap says exactly what is meant', () => {
  const target = { productId: 7 as ProductId, sku };
  const conversation = looking(5, 6).hear(wish('watch_stock', { engine: 'tap', target }));
  expect(effect(conversation)?.params).toEqual({ wish: target });
});

test.each<[StockWatchOutcome['kind'], string]>([
  ['watching', 'watching'],
  ['in_stock', 'watch_in_stock'],
  ['which_variant', 'watch_which'],
  ['too_many', 'watch_too_many'],
  ['unknown_product', 'unknown_product'],
])('the outcome "%s" is answered with "%s"', (kind, phrase) => {
  const conversation = looking(7).hear(wish('watch_stock', { slots: { size: 'M' } }));
  const outcome = { kind, sku } as StockWatchOutcome;
  conversation.send({ type: 'STOCK_WATCHED', wish: { productId: 7 as ProductId, size: 'M' }, outcome });
  expect(conversation.says).toEqual([phrase]);
});

test('what sold out before it was added can be asked for at once', () => {
  const conversation = looking(7)
    .hear(wish('add_to_cart', { slots: { size: 'M' } }))
    .send({
      type: 'CART_CHANGE_REFUSED',
      outline: oneLine,
      refusal: 'sold_out',
      available: 0,
      wish: { productId: 7 as ProductId, size: 'M' },
    });
  expect(conversation.context.plan).toContainEqual({ show: 'watchable', wish: { productId: 7, size: 'M' } });
});

test.each([
  [0, 'watching_nothing'],
  [2, 'watching_stopped'],
])('stopping %d promises is answered with "%s"', (count, phrase) => {
  const conversation = new Conversation().hear(wish('stop_watching'));
  expect(effect(conversation)?.type).toBe('stopWatching');
  expect(conversation.send({ type: 'WATCHING_STOPPED', count }).says).toEqual([phrase]);
});

test('news of stock speaks up by itself, about the variant, under a name of its own', () => {
  const conversation = looking(5, 6).send({ type: 'STOCK_BACK', watchId, productId: 7 as ProductId, sku });
  expect(conversation.says).toEqual(['stock_back']);
  expect(conversation.effects).toEqual([
    {
      type: 'reply',
      params: {
        ref: `stock-back-${watchId}`,
        inReplyTo: undefined,
        plan: [{ say: 'stock_back' }, expect.objectContaining({ show: 'products', productIds: [7], sku })],
        standing: expect.objectContaining({ shown: [7], screen: 'products' }),
      },
    },
  ]);
});

test('"add it" after the news means what the news was about', () => {
  const conversation = looking(5, 6).send({ type: 'STOCK_BACK', watchId, productId: 7 as ProductId, sku });
  conversation.replied().hear(wish('add_to_cart'));
  expect(effect(conversation)?.params).toMatchObject({ change: { type: 'add', productId: 7 } });
});
