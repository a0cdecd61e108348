import { z } from 'zod';
import { Cart } from './cart.js';
import { ConstraintName, Constraints } from './constraints.js';
import { CheckoutId, MessageId, type OrderId, ProductId, type Sku } from './ids.js';
import { Language } from './language.js';
import { Action } from './message.js';
import { Money } from './money.js';
import { Order, type OrderOutline } from './order.js';
import { type BaseColour, Department, Variant, VariantColour } from './product.js';
import type { StockWish } from './stock-watch.js';

/** A product as shown: every figure read from the catalog when the reply was written. */
export const ProductCard = z.object({
  id: ProductId,
  name: z.string(),
  brand: z.string(),
  category: z.string(),
  department: Department,
  price: Money,
  imageUrl: z.string(),
  colour: VariantColour.optional().describe('the colour asked for, when one was'),
  size: z.string().optional().describe('the size asked for, when one was that it comes in'),
  variants: z.array(Variant).describe('those of the colour asked for first'),
});
export type ProductCard = z.infer<typeof ProductCard>;

/** A tappable suggestion: tapping sends `text` in the bubble and `action` to the shop. */
export const Choice = z.object({ label: z.string(), text: z.string(), action: Action.optional() });
export type Choice = z.infer<typeof Choice>;

export const Block = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string() }),
  z.object({ type: z.literal('notice'), tone: z.enum(['info', 'warning', 'error']), text: z.string() }),
  z.object({ type: z.literal('products'), items: z.array(ProductCard), total: z.number().int() }),
  z.object({ type: z.literal('choices'), choices: z.array(Choice) }),
  z.object({ type: z.literal('cart'), cart: Cart }),
  z.object({ type: z.literal('checkout'), checkoutId: CheckoutId }),
  z.object({ type: z.literal('order'), order: Order }),
  z.object({
    type: z.literal('comparison'),
    items: z.array(ProductCard).describe('the columns'),
    facts: z
      .array(z.object({ label: z.string(), values: z.array(z.string()) }))
      .describe('the rows; each has a value for every item, in words'),
  }),
  z.object({
    type: z.literal('passage'),
    title: z.string(),
    text: z.string().describe("the merchant's answer; blank lines part paragraphs"),
    href: z.string().describe('where it stands among the others'),
  }),
]);
export type Block = z.infer<typeof Block>;

/** What the shop says in one go. `inReplyTo` is absent when it speaks up by itself. */
export const Reply = z.object({
  inReplyTo: MessageId.optional(),
  language: Language.optional().describe(
    'that of the conversation; absent in replies of before there were several',
  ),
  blocks: z.array(Block),
});
export type Reply = z.infer<typeof Reply>;

/**
 * What the machine decided to say, before it is put into words and figures: small enough for a
 * workflow's history, free of prices and personal data.
 */
export type ReplyPlan = readonly PlannedBlock[];
export type PlannedBlock =
  | { say: Phrase; values?: Record<string, number>; wish?: Constraints; tone?: 'info' | 'warning' | 'error' }
  | {
      show: 'products';
      productIds: ProductId[];
      total: number;
      colours?: BaseColour[];
      size?: string;
      /** The variant that it is about, which comes first. */
      sku?: Sku;
    }
  | { show: 'relaxations'; relaxations: Relaxation[] }
  | { show: 'narrowings'; narrowings: Narrowing[] }
  | { show: 'choices'; choices: PlannedChoice[] }
  | { show: 'sizes'; productId: ProductId; quantity: number; colours?: BaseColour[] }
  | { show: 'watchable'; wish: StockWish }
  | { show: 'comparison'; productIds: ProductId[] }
  | { show: 'passage'; passage: string }
  | { show: 'cart' }
  | { show: 'checkout'; checkoutId: CheckoutId }
  | { show: 'order'; checkoutId: CheckoutId }
  | { show: 'order_by_id'; orderId: OrderId }
  | { show: 'order_choices'; intent: OrderIntent; orders: Pick<OrderOutline, 'id' | 'number'>[] }
  | { show: 'confirm_cancel'; orderId: OrderId };

/** What can be asked about an order. */
export type OrderIntent = 'order_status' | 'cancel_order' | 'return_refund' | 'change_order';

/** Ready-made next steps that can be offered. */
export type PlannedChoice =
  | 'stop_watching'
  | 'view_cart'
  | 'checkout'
  | 'show_more'
  | 'help'
  | 'human_agent'
  | 'browse';

/** One constraint, widened or dropped, and how much that frees. */
export const Relaxation = z.object({
  constraint: ConstraintName,
  label: z.string().describe('what it means in words: "up to $62", "in any colour"'),
  constraints: Constraints,
  count: z.number().int().positive(),
  estimated: z.literal(true).optional().describe('the count is an estimate, because it is large'),
});
export type Relaxation = z.infer<typeof Relaxation>;

/** One constraint more, and how much meets it then. */
export const Narrowing = Relaxation.partial({ constraint: true });
export type Narrowing = z.infer<typeof Narrowing>;

/** The sentences of the shop, by name; the words live with the reply templates. */
export const Phrase = z.enum([
  'greeting',
  'help',
  'out_of_scope',
  'human_agent',
  'results',
  'no_results',
  'widen',
  'no_more_results',
  'similar',
  'no_similar',
  'also_bought',
  'nothing_shown',
  'which_one',
  'added',
  'removed',
  'quantity_changed',
  'cart',
  'cart_empty',
  'which_size',
  'price_range_invalid',
  'unknown_product',
  'not_in_cart',
  'quantity_invalid',
  'not_enough_stock',
  'sold_out',
  'cart_full',
  'checkout_opened',
  'checkout_already_open',
  'checkout_completed',
  'checkout_cancelled',
  'checkout_expired',
  'checkout_stalled',
  'no_orders',
  'which_order',
  'order_status',
  'confirm_cancel',
  'order_cancelling',
  'order_cancelled_already',
  'order_not_cancellable',
  'return_how',
  'return_not_yet',
  'return_over',
  'change_how',
  'change_too_late',
  'order_shipped',
  'order_refunded',
  'order_follow_up',
  'watching',
  'watch_which',
  'watch_in_stock',
  'watch_too_many',
  'watching_stopped',
  'watching_nothing',
  'stock_back',
  'checkout_declined',
  'thanks',
  'goodbye',
  'started_over',
  'nothing_to_compare',
  'comparison',
  'product_facts',
  'product_facts_only',
  'carried_over',
  'cheap_means',
  'policy_shipping',
  'policy_returns',
  'policy_payment',
  'policy_discounts',
  'policy_other',
  'trouble',
  'language_set',
]);
export type Phrase = z.infer<typeof Phrase>;
