import type { Act, OrderId, ProductId, Sku, Understanding } from '../../domain/index.js';
import { Intent } from '../../domain/index.js';
import type { ConversationEvent } from '../../machines/conversation-context.js';
import { emptyCart, oneLine } from './conversation-driver.js';

export const conversationInput = { cart: emptyCart };

const at = 1_000;
const sku = 'A' as Sku;
const productId = 1 as ProductId;
const orderId = '44444444-4444-4444-8444-444444444444' as OrderId;
const checkoutId = '11111111-1111-4111-8111-111111111111' as never;
const wish = { productId, sku, name: 'Plain Tee' } as never;

/** Each thing that can be meant: of nothing, of what is on screen, and of what was never there. */
const meant = Intent.options.flatMap((intent): Understanding[] => {
  const plain = { intent, slots: {}, confidence: 1, engine: 'rules' } as Understanding;
  return [
    plain,
    { ...plain, target: { productId, sku, orderId }, quantity: 2 } as Understanding,
    { ...plain, target: { ordinal: 7 }, quantity: 99, next: [plain as Act, plain as Act] } as Understanding,
    {
      ...plain,
      slots: { department: 'men', priceMax: 5_000 },
      heard: { language: 'es', clear: true },
    } as never,
  ];
});

/** One of each thing that can happen to a conversation, and many of those that can be said. */
export const conversationEvents: ConversationEvent[] = [
  ...meant.map((understanding) => ({ type: 'UNDERSTOOD' as const, understanding, at })),
  ...Array.from({ length: 40 }, (_, n) => ({
    type: 'MESSAGE_RECEIVED' as const,
    messageId: `message-${n}` as never,
    at,
  })),
  { type: 'SEARCHED', ids: [productId, 2 as ProductId], total: 2, relaxations: [], at },
  { type: 'SEARCHED', ids: [], total: 0, relaxations: [], at },
  { type: 'SIMILAR_FOUND', similar: [2 as ProductId], alsoBought: [], at },
  { type: 'CART_CHANGED', outline: oneLine, change: 'add', quantity: 1, at },
  { type: 'CART_CHANGED', outline: emptyCart, change: 'remove', at },
  { type: 'CART_CHANGE_REFUSED', outline: oneLine, refusal: 'sold_out', available: 0, wish, at } as never,
  { type: 'VARIANT_NEEDED', outline: oneLine, productId, quantity: 1, at },
  { type: 'CHECKOUT_OPENED', checkoutId, at },
  ...(['completed', 'cancelled', 'expired', 'stalled', 'declined'] as const).map((outcome) => ({
    type: 'CHECKOUT_ENDED' as const,
    checkoutId,
    outcome,
    at,
  })),
  { type: 'ORDERS_FOUND', orders: [], at },
  {
    type: 'ORDERS_FOUND',
    orders: [{ id: orderId, number: 'S-1', stage: 'placed', acts: ['cancel'] }],
    at,
  } as never,
  { type: 'CANCELLATION_ASKED', at },
  { type: 'STOCK_WATCHED', wish, outcome: 'watching', at } as never,
  { type: 'WATCHING_STOPPED', count: 1, at },
  { type: 'STOCK_BACK', watchId: 'w' as never, productId, sku, at },
  { type: 'REPLIED', at },
  { type: 'EFFECT_FAILED', effect: 'any', message: 'down', at },
];
