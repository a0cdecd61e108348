import { z } from 'zod';
import { amount, expand, flag, metadata, text } from './parameters.js';

const address = z
  .strictObject({ city: text, country: text, line1: text, line2: text, postal_code: text, state: text })
  .partial();

export const described = {
  metadata: metadata.optional(),
  description: text.optional(),
  receipt_email: text.optional(),
  statement_descriptor: text.optional(),
  statement_descriptor_suffix: text.optional(),
  transfer_group: text.optional(),
  shipping: z.strictObject({ address, name: text, phone: text.optional() }).optional(),
  setup_future_usage: z.enum(['on_session', 'off_session']).optional(),
  customer: text.optional(),
  expand,
};

/** Of the types that a caller allows, the sandbox can charge cards. */
const allowedTypes = z
  .array(text)
  .refine(
    (types) => types.some((type) => type === 'card' || type === 'us_bank_account'),
    "Of all types the sandbox takes 'card' and 'us_bank_account'; allow one of them.",
  );

export const confirmation = {
  allowed_payment_method_types: allowedTypes.optional(),
  payment_method: text.optional(),
  confirmation_token: text.optional(),
  return_url: z.url('Give an absolute URL.').optional(),
  error_on_requires_action: flag.optional(),
  off_session: flag.optional(),
  capture_method: z.enum(['automatic', 'automatic_async', 'manual']).optional(),
};

export const NewIntent = z.strictObject({
  ...described,
  ...confirmation,
  amount,
  currency: z
    .string()
    .regex(/^[a-z]{3}$/i, 'Give a three-letter ISO 4217 code.')
    .transform((code) => code.toLowerCase()),
  confirm: flag.default(false),
  confirmation_method: z.enum(['automatic', 'manual']).default('automatic'),
  automatic_payment_methods: z
    .strictObject({ enabled: flag, allow_redirects: z.enum(['always', 'never']).optional() })
    .optional(),
});
export type NewIntent = z.output<typeof NewIntent>;
