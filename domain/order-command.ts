import { z } from 'zod';
import { Address } from './address.js';
import { Sku } from './ids.js';
import { Money } from './money.js';
import { LineQuantity, Tracking } from './order.js';

/** What a shopper says who sends something back. */
const ReturnReason = z.string().trim().min(1, 'say why it goes back').max(300);

/** What a shopper tells an order to do; one command for each `OrderAct`. */
export const OrderCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('cancel') }),
  z.strictObject({ type: z.literal('change_address'), address: Address }),
  z.strictObject({
    type: z.literal('exchange'),
    position: LineQuantity.shape.position.describe('of the line'),
    sku: Sku.describe('the variant wanted instead, of the same product'),
  }),
  z.strictObject({
    type: z.literal('return'),
    lines: z.array(LineQuantity).min(1, 'say what goes back').max(50),
    reason: ReturnReason,
  }),
]);
export type OrderCommand = z.infer<typeof OrderCommand>;

const signed = {
  by: z.string().trim().min(1, 'say who is acting').max(100),
  reason: z.string().trim().min(1, 'say why').max(500),
};

/** What staff tell an order to do; kept in the audit log with the name and the reason. */
export const StaffOrderCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('pack'), ...signed }),
  z.strictObject({ type: z.literal('ship'), tracking: Tracking, ...signed }),
  z.strictObject({ type: z.literal('deliver'), ...signed }),
  z.strictObject({ type: z.literal('refund'), amount: Money, ...signed }),
  z.strictObject({ type: z.literal('receive_return'), returnId: z.string().max(40), ...signed }),
  z.strictObject({ type: z.literal('resume'), ...signed }),
  z.strictObject({ type: z.literal('settle_by_hand'), ...signed }),
]);
export type StaffOrderCommand = z.infer<typeof StaffOrderCommand>;
