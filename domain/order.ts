import { z } from 'zod';
import { Address } from './address.js';
import { CartLine } from './cart.js';
import { CheckoutId, ConversationId, OrderId } from './ids.js';
import { Money } from './money.js';
import { GiftMessage, PromotionCode } from './promotion.js';
import { ShippingOption } from './shipping.js';
import { Totals } from './totals.js';

/** Where the money of an order stands. */
export const OrderState = z.enum(['authorised', 'paid', 'cancelled', 'refunded']);
export type OrderState = z.infer<typeof OrderState>;

/** Where the goods of an order stand, in words for the shopper and for ops. */
export const ORDER_STAGES = {
  placed: { shopper: 'Your order is placed', operator: 'Waits to be packed and shipped' },
  packed: { shopper: 'Your order is packed', operator: 'Packed; waits for the carrier' },
  shipped: { shopper: 'Your order is on its way', operator: 'Handed to the carrier' },
  delivered: { shopper: 'Your order was delivered', operator: 'Delivered; can be sent back' },
  closed: { shopper: 'This order is complete', operator: 'Closed: the return window has passed' },
  cancelled: { shopper: 'This order was cancelled', operator: 'Cancelled before shipment' },
} as const;
export type OrderStage = keyof typeof ORDER_STAGES;
export const OrderStage = z.enum(Object.keys(ORDER_STAGES) as [OrderStage, ...OrderStage[]]);

/** What a shopper can be allowed to do with an order at a moment. */
export const OrderAct = z.enum(['cancel', 'change_address', 'exchange', 'return']);
export type OrderAct = z.infer<typeof OrderAct>;

/** What staff can be allowed to do with an order at a moment. */
export const StaffOrderAct = z.enum([
  'pack',
  'ship',
  'deliver',
  'refund',
  'receive_return',
  'resume',
  'settle_by_hand',
]);
export type StaffOrderAct = z.infer<typeof StaffOrderAct>;

/** A line as charged; `position` names it, because two lines can come to be of one SKU. */
export const OrderLine = CartLine.omit({ available: true }).extend({
  position: z.number().int().nonnegative(),
  returned: z.number().int().nonnegative().describe('units sent back or about to be'),
});
export type OrderLine = z.infer<typeof OrderLine>;

export const Tracking = z.object({
  carrier: z.string().trim().min(1, 'say who carries it').max(60),
  number: z.string().trim().min(1, 'give the tracking number').max(60),
});
export type Tracking = z.infer<typeof Tracking>;

/**
 * Money on its way back. `confirming`: the provider has not said yet what became of it; `pending`: it has
 * taken it on; `done`: it has arrived; `refused`: the provider refused it, at once or days after it had taken it
 * on, and a person must look.
 */
export const OrderRefund = z.object({
  id: z.string(),
  kind: z.enum(['cancellation', 'return', 'goodwill']),
  amount: Money,
  reason: z.string(),
  state: z.enum(['requested', 'confirming', 'pending', 'done', 'refused']),
  returnId: z.string().optional(),
  reference: z.string().optional().describe("the provider's id of it, once it has one"),
  at: z.iso.datetime(),
});
export type OrderRefund = z.infer<typeof OrderRefund>;

/** Which units of which line are meant. */
export const LineQuantity = z.object({
  position: z.number().int().nonnegative(),
  quantity: z.number().int().min(1),
});
export type LineQuantity = z.infer<typeof LineQuantity>;

export const OrderReturn = z.object({
  id: z.string().describe('the code on the label'),
  state: z.enum(['labelled', 'received', 'expired']),
  lines: z.array(LineQuantity),
  refund: Money.describe('what comes back once the parcel is here'),
  reason: z.string(),
  requestedAt: z.iso.datetime(),
});
export type OrderReturn = z.infer<typeof OrderReturn>;

/** A shopper's bank takes issue with the payment. */
export const OrderDispute = z.object({
  id: z.string(),
  state: z.enum(['opened', 'won', 'lost']),
  reason: z.string(),
  amount: Money,
});
export type OrderDispute = z.infer<typeof OrderDispute>;

export const OrderStall = z.object({
  reason: z.enum(['refund_refused', 'refund_outcome_unknown']),
  since: z.iso.datetime(),
  tried: z.string(),
});
export type OrderStall = z.infer<typeof OrderStall>;

/** An order as people see it: what a finished checkout left, and what became of it. Prices are those that were charged. */
export const Order = z.object({
  id: OrderId,
  number: z.string().describe('for people: S-100042'),
  checkoutId: CheckoutId,
  conversationId: ConversationId,
  state: OrderState,
  stage: OrderStage,
  version: z.number().int().nonnegative().describe('grows with every change'),
  headline: z.string().describe('where it stands, in words for the shopper'),
  lines: z.array(OrderLine),
  totals: Totals,
  refunded: Money.describe('what was given back or is on its way'),
  address: Address,
  shipping: ShippingOption,
  promotionCode: PromotionCode.optional().describe('the code whose discount is in the totals'),
  giftMessage: GiftMessage.optional(),
  weightGrams: z.number().int().nonnegative().optional().describe('of all lines together'),
  placedAt: z.iso.datetime(),
  tracking: Tracking.optional(),
  shippedAt: z.iso.datetime().optional(),
  deliveredAt: z.iso.datetime().optional(),
  returnableUntil: z.iso.datetime().optional(),
  refunds: z.array(OrderRefund),
  returns: z.array(OrderReturn),
  disputes: z.array(OrderDispute),
  stalled: OrderStall.optional(),
  acts: z.array(OrderAct).describe('what the shopper can do now'),
  staffActs: z.array(StaffOrderAct).describe('what staff can do now'),
});
export type Order = z.infer<typeof Order>;

/** Everything that can happen to an order. */
export const OrderHappening = z.enum([
  'placed',
  'packed',
  'shipped',
  'delivered',
  'followed_up',
  'closed',
  'cancelled',
  'address_changed',
  'exchanged',
  'return_requested',
  'return_received',
  'return_expired',
  'refund_requested',
  'refund_confirming',
  'refunded',
  'refund_arrived',
  'refund_refused',
  'refund_resumed',
  'settled_by_hand',
  'disputed',
]);
export type OrderHappening = z.infer<typeof OrderHappening>;

/** One thing that happened to an order: what, who, when. */
export const OrderEntry = z.object({
  seq: z.number().int().positive(),
  at: z.iso.datetime(),
  what: OrderHappening,
  by: z.string(),
  details: z.record(z.string(), z.unknown()),
});
export type OrderEntry = z.infer<typeof OrderEntry>;

/** An order with its history. */
export const OrderDetails = Order.extend({ events: z.array(OrderEntry) });
export type OrderDetails = z.infer<typeof OrderDetails>;

/** An order in short: enough to choose among several and to know what can be done. */
export interface OrderOutline {
  id: OrderId;
  number: string;
  stage: OrderStage;
  acts: OrderAct[];
}
