import { z } from 'zod';
import { ProductId, Sku } from './ids.js';
import { Money } from './money.js';
import { BaseColour, VariantColour } from './product.js';
import { TaxClass } from './tax.js';

/** No line may ask for more than this. */
export const MAX_LINE_QUANTITY = 20;
/** No cart may hold more lines than this. */
export const MAX_CART_LINES = 50;

export const Quantity = z.number().int().min(1).max(MAX_LINE_QUANTITY);

export const CartLine = z.object({
  sku: Sku,
  productId: ProductId,
  name: z.string(),
  brand: z.string(),
  size: z.string(),
  colour: VariantColour,
  quantity: Quantity,
  unitPrice: Money,
  lineTotal: Money,
  available: z.number().int().nonnegative(),
  imageUrl: z.string(),
  weightGrams: z.number().int().nonnegative().optional().describe('of one unit'),
  taxClass: TaxClass.optional().describe('absent: general'),
  discount: Money.optional().describe("the line's share of a checkout's discount; absent without one"),
  tax: Money.optional().describe("the line's share of a checkout's tax; absent until it is worked out"),
});
export type CartLine = z.infer<typeof CartLine>;

/** A cart as shown: prices and availability are those of now. */
export const Cart = z.object({
  lines: z.array(CartLine),
  count: z.number().int().nonnegative().describe('units, not lines'),
  subtotal: Money,
});
export type Cart = z.infer<typeof Cart>;

/** What can be done to a cart. Quantities are judged here, not by the client. */
export const CartChange = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('add'),
    productId: ProductId,
    sku: Sku.optional(),
    size: z.string().optional(),
    colours: z.array(BaseColour).optional(),
    quantity: z.number().int(),
  }),
  z.object({ type: z.literal('remove'), sku: Sku }),
  z.object({ type: z.literal('set_quantity'), sku: Sku, quantity: z.number().int() }),
]);
export type CartChange = z.infer<typeof CartChange>;

/** Why a cart change was not made, or only in part. */
export const CartRefusal = z.enum([
  'unknown_product',
  'not_in_cart',
  'quantity_invalid',
  'not_enough_stock',
  'sold_out',
  'cart_full',
]);
export type CartRefusal = z.infer<typeof CartRefusal>;

/** The small part of a cart that a conversation carries: what lines there are, in order. */
export const CartOutline = z.object({
  lines: z.array(z.object({ sku: Sku, productId: ProductId, quantity: z.number().int() })),
  count: z.number().int().nonnegative(),
});
export type CartOutline = z.infer<typeof CartOutline>;
