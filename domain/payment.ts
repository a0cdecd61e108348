import { z } from 'zod';

/** Those who can move money for the shop; the name is also part of their webhook's address. */
export const PaymentProvider = z.enum(['stripe', 'paypal', 'adyen']);
export type PaymentProvider = z.infer<typeof PaymentProvider>;

/**
 * A way to pay that the shop offers. With manual capture the money is set aside first and taken once the
 * order is written; a way that cannot do that takes it at once, and giving it back is then a refund.
 */
export const PaymentOption = z.object({
  id: z.enum(['card', 'bank_debit', 'paypal', 'adyen']),
  provider: PaymentProvider,
  label: z.string(),
  capture: z.enum(['manual', 'automatic']),
});
export type PaymentOption = z.infer<typeof PaymentOption>;
export const PaymentOptionId = PaymentOption.shape.id;
export type PaymentOptionId = PaymentOption['id'];

/** Every way to pay there is; the merchant's configuration says which of them are offered. */
export const PAYMENT_OPTIONS: Record<PaymentOptionId, PaymentOption> = {
  card: { id: 'card', provider: 'stripe', label: 'Card', capture: 'manual' },
  bank_debit: { id: 'bank_debit', provider: 'stripe', label: 'Bank debit', capture: 'automatic' },
  paypal: { id: 'paypal', provider: 'paypal', label: 'PayPal', capture: 'manual' },
  adyen: { id: 'adyen', provider: 'adyen', label: 'Other ways, at Adyen', capture: 'manual' },
};

/**
 * A provider's token for a way to pay: `pm_card_visa`, or a confirmation token `ctoken_…`, at Stripe; `paypal` and `adyen` where the provider's own
 * page asks for it; never card data.
 */
export const PaymentMethod = z
  .string()
  .regex(
    /^(?:pm_[A-Za-z0-9_]{1,64}|ctoken_[A-Za-z0-9_]{1,64}|paypal|adyen|adyen_[A-Za-z0-9_]{1,64})$/,
    'use a payment method token such as pm_card_visa, never card numbers',
  )
  .refine(
    (token) => !/\d{12,}/.test(token),
    'use a payment method token such as pm_card_visa, never card numbers',
  );
export type PaymentMethod = z.infer<typeof PaymentMethod>;
