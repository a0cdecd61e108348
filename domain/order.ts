import { z } from 'zod';
import { Address } from './address.js';
import { CartLine } from './cart.js';
import { CheckoutId, OrderId } from './ids.js';
import { GiftMessage, PromotionCode } from './promotion.js';
import { ShippingOption } from './shipping.js';
import { Totals } from './totals.js';

export const OrderState = z.enum(['authorised', 'paid', 'cancelled', 'refunded']);
export type OrderState = z.infer<typeof OrderState>;

/** What a finished checkout leaves: prices are those that were charged. */
export const Order = z.object({
  id: OrderId,
  number: z.string().describe('for people: S-100042'),
  checkoutId: CheckoutId,
  state: OrderState,
  lines: z.array(CartLine.omit({ available: true })),
  totals: Totals,
  address: Address,
  shipping: ShippingOption,
  promotionCode: PromotionCode.optional().describe('the code whose discount is in the totals'),
  giftMessage: GiftMessage.optional(),
  weightGrams: z.number().int().nonnegative().optional().describe('of all lines together'),
  placedAt: z.iso.datetime(),
});
export type Order = z.infer<typeof Order>;
