import { z } from 'zod';
import { Address } from './address.js';
import { Sku } from './ids.js';
import { Money } from './money.js';
import { PaymentMethod, PaymentOptionId } from './payment.js';
import { GiftMessage, PromotionCode } from './promotion.js';
import { ShippingOption } from './shipping.js';

/** What a shopper tells a checkout to do; one command for each `CheckoutAct`. */
export const CheckoutCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set_address'), address: Address }),
  z.strictObject({ type: z.literal('choose_shipping'), optionId: ShippingOption.shape.id }),
  z.strictObject({ type: z.literal('choose_payment'), optionId: PaymentOptionId }),
  z.strictObject({ type: z.literal('apply_code'), code: PromotionCode }),
  z.strictObject({ type: z.literal('remove_code') }),
  z.strictObject({
    type: z.literal('set_gift_message'),
    message: GiftMessage.optional().describe('without it, the gift message is taken off'),
  }),
  z.strictObject({
    type: z.literal('pay'),
    paymentMethod: PaymentMethod,
    quotedTotal: Money.describe('the total that the shopper saw; refused when it is not the total now'),
  }),
  z.strictObject({ type: z.literal('accept_changes') }),
  z.strictObject({ type: z.literal('cancel') }),
]);
export type CheckoutCommand = z.infer<typeof CheckoutCommand>;

const who = {
  by: z.string().trim().min(1, 'say who is acting').max(100),
  reason: z.string().trim().min(1, 'say why').max(500),
};

/** What staff tell a stalled checkout to do, one for each `StaffAct`; kept in the audit log with the name and the reason. */
export const StaffCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('resume'), ...who }),
  z.strictObject({ type: z.literal('retry_payment'), ...who }),
  z.strictObject({ type: z.literal('drop_item'), sku: Sku, ...who }),
  z.strictObject({ type: z.literal('substitute_item'), sku: Sku, withSku: Sku, ...who }),
  z.strictObject({ type: z.literal('refund'), ...who }),
  z.strictObject({ type: z.literal('settled_by_hand'), ...who }),
  z.strictObject({ type: z.literal('cancel'), ...who }),
]);
export type StaffCommand = z.infer<typeof StaffCommand>;
