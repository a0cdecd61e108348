import { z } from 'zod';
import { Constraints } from './constraints.js';
import { OrderId, ProductId, Sku } from './ids.js';
import { HeardLanguage, Language } from './language.js';
import type { Action } from './message.js';
import { WishEdits } from './wish.js';

export const Intent = z.enum([
  'search',
  'refine',
  'show_more',
  'find_similar',
  'product_question',
  'compare',
  'add_to_cart',
  'remove_from_cart',
  'change_quantity',
  'view_cart',
  'checkout',
  'order_status',
  'cancel_order',
  'return_refund',
  'change_order',
  'watch_stock',
  'stop_watching',
  'policy_question',
  'greeting',
  'thanks',
  'goodbye',
  'help',
  'human_agent',
  'switch_language',
  'out_of_scope',
]);
export type Intent = z.infer<typeof Intent>;

/** Which of the things on screen is meant: "the second one" is 2, "the last one" is -1. */
export const Reference = z.object({
  ordinal: z.number().int().optional().describe('1 is the first; -1 the last'),
  others: z.array(z.number().int()).max(7).optional().describe('places beside the ordinal: "the first two"'),
  pick: z.enum(['cheapest', 'dearest']).optional().describe('"the cheaper one"'),
  described: Constraints.optional().describe('"the blue hoodie"'),
});
export type Reference = z.infer<typeof Reference>;

/** What a question about a product or about the shop is about. */
export const Topic = z.enum([
  'material',
  'care',
  'fit',
  'sizes',
  'colours',
  'price',
  'availability',
  'shipping',
  'returns',
  'payment',
  'discounts',
  'privacy',
  'other',
]);
export type Topic = z.infer<typeof Topic>;

/** One thing that a message asks for. */
const Act = z.object({
  intent: Intent,
  slots: Constraints,
  edits: WishEdits.optional(),
  cheap: z
    .literal(true)
    .optional()
    .describe('"cheap": the price is to be low for its kind; the slots then have the limit that this means'),
  sort: z.enum(['price_asc', 'price_desc', 'newest', 'relevance']).optional(),
  topic: Topic.optional(),
  passage: z
    .string()
    .max(200)
    .optional()
    .describe('the merchant’s answer to a question about the shop, by its id'),
  reference: Reference.optional(),
  target: z
    .object({
      productId: ProductId.optional(),
      sku: Sku.optional(),
      orderId: OrderId.optional(),
      confirmed: z.boolean().optional(),
    })
    .optional()
    .describe('what was tapped'),
  orderNumber: z.string().optional().describe('as said: S-100042'),
  quantity: z.number().int().optional().describe('as said; the machine judges it'),
  confidence: z.number().min(0).max(1),
  engine: z.enum(['rules', 'llm', 'tap']),
});

/** What was read out of one message. Never a decision. */
export const Understanding = Act.extend({
  next: z.array(Act).max(4).optional().describe('what else the message asks for, in order'),
  heard: HeardLanguage.optional().describe('what it is written in; absent where nothing tells'),
});
export type Understanding = z.infer<typeof Understanding>;
/** One thing that a message asks for. */
export type Act = z.infer<typeof Act>;

/** What the reader of a message may lean on: the constraints in force and what is on screen. */
export const UnderstandingContext = z.object({
  constraints: Constraints,
  shownCount: z.number().int().nonnegative(),
  cartCount: z.number().int().nonnegative(),
  shown: z.array(ProductId).max(50).optional().describe('in the order of "the first one"'),
  cart: z
    .array(z.object({ sku: Sku, productId: ProductId }))
    .max(50)
    .optional(),
  /** What the shop asked last, which a bare "34" or "women" answers. */
  asked: z.enum(['size', 'price', 'department', 'colour', 'confirm_cancel']).optional(),
  language: Language.optional().describe('that of the conversation so far'),
});
export type UnderstandingContext = z.infer<typeof UnderstandingContext>;

/** A tap needs no reading: it says exactly what is meant. */
export function readTap(action: Action): Understanding {
  const tap = { intent: action.type, slots: {}, confidence: 1, engine: 'tap' } as const;
  switch (action.type) {
    case 'search':
      return { ...tap, slots: action.constraints };
    case 'find_similar':
      return { ...tap, target: { productId: action.productId } };
    case 'add_to_cart':
      return { ...tap, target: { productId: action.productId, sku: action.sku }, quantity: action.quantity };
    case 'remove_from_cart':
      return { ...tap, target: { sku: action.sku } };
    case 'watch_stock':
      return { ...tap, target: { productId: action.productId, sku: action.sku } };
    case 'stop_watching':
      return { ...tap, target: { sku: action.sku } };
    case 'change_quantity':
      return { ...tap, target: { sku: action.sku }, quantity: action.quantity };
    case 'cancel_order':
      return { ...tap, target: { orderId: action.orderId, confirmed: action.confirmed } };
    case 'switch_language':
      return { ...tap, heard: { language: action.language, sure: true } };
    case 'order_status':
    case 'return_refund':
    case 'change_order':
      return { ...tap, target: { orderId: action.orderId } };
    default:
      return tap;
  }
}
