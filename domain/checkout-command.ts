import { z } from 'zod';
import { Address } from './address.js';
import { Money } from './money.js';
import { PaymentMethod, PaymentOptionId } from './payment.js';
import { ShippingOption } from './totals.js';

/** What a shopper tells a checkout to do; one command for each `CheckoutAct`. */
export const CheckoutCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('set_address'), address: Address }),
  z.strictObject({ type: z.literal('choose_shipping'), optionId: ShippingOption.shape.id }),
  z.strictObject({ type: z.literal('choose_payment'), optionId: PaymentOptionId }),
  z.strictObject({
    type: z.literal('pay'),
    paymentMethod: PaymentMethod,
    quotedTotal: Money.describe('the total that the shopper saw; refused when it is not the total now'),
  }),
  z.strictObject({ type: z.literal('accept_changes') }),
  z.strictObject({ type: z.literal('cancel') }),
]);
export type CheckoutCommand = z.infer<typeof CheckoutCommand>;

/** What staff tell a stalled checkout to do; kept in the audit log with the name and the reason. */
export const StaffCommand = z.strictObject({
  type: z.enum(['resume', 'cancel']),
  by: z.string().trim().min(1, 'say who is acting').max(100),
  reason: z.string().trim().min(1, 'say why').max(500),
});
export type StaffCommand = z.infer<typeof StaffCommand>;
