import { z } from 'zod';
import { maskCardNumbers } from './card-numbers.js';
import { Quantity } from './cart.js';
import { Constraints } from './constraints.js';
import { MessageId, OrderId, ProductId, Sku } from './ids.js';
import { Language } from './language.js';

/** The longest text a message may carry, in characters. */
export const MAX_MESSAGE_LENGTH = 2_000;

/** A tap: what a button on the page says instead of words. */
export const Action = z.discriminatedUnion('type', [
  z.object({ type: z.literal('search'), constraints: Constraints }),
  z.object({ type: z.literal('show_more') }),
  z.object({ type: z.literal('find_similar'), productId: ProductId }),
  z.object({
    type: z.literal('add_to_cart'),
    productId: ProductId,
    sku: Sku.optional(),
    quantity: Quantity.default(1),
  }),
  z.object({ type: z.literal('remove_from_cart'), sku: Sku }),
  z.object({ type: z.literal('change_quantity'), sku: Sku, quantity: Quantity }),
  z.object({ type: z.literal('view_cart') }),
  z.object({ type: z.literal('checkout') }),
  z.object({ type: z.literal('order_status'), orderId: OrderId.optional() }),
  z.object({
    type: z.literal('cancel_order'),
    orderId: OrderId.optional(),
    confirmed: z.boolean().optional().describe('present once the shopper has said yes to it'),
  }),
  z.object({ type: z.literal('return_refund'), orderId: OrderId.optional() }),
  z.object({ type: z.literal('change_order'), orderId: OrderId.optional() }),
  z.object({ type: z.literal('watch_stock'), productId: ProductId, sku: Sku }),
  z.object({ type: z.literal('stop_watching'), sku: Sku.optional() }),
  z.object({ type: z.literal('help') }),
  z.object({ type: z.literal('human_agent') }),
  z.object({ type: z.literal('switch_language'), language: Language }),
]);
export type Action = z.infer<typeof Action>;

const Text = z
  .string()
  .trim()
  .min(1, 'the message is empty; write something')
  .max(MAX_MESSAGE_LENGTH, `the message is longer than ${MAX_MESSAGE_LENGTH} characters; shorten it`)
  .refine((text) => text.isWellFormed(), 'the message is not valid Unicode text')
  // A card number written into the chat is not kept, here or anywhere.
  .transform(maskCardNumbers);

/** One shopper message, typed or tapped. A tap carries the words shown in the bubble, too. */
export const ShopperMessage = z.object({
  messageId: MessageId,
  text: Text,
  action: Action.optional().describe('present when the message was tapped'),
});
export type ShopperMessage = z.infer<typeof ShopperMessage>;
