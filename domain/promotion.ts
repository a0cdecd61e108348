import { z } from 'zod';
import { holdsCardNumber } from './card-numbers.js';
import { formatMoney, Money } from './money.js';

/** A code as it is kept: in capitals, so that `spring10` and `SPRING10` are one code. */
export const PromotionCode = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9_-]{1,31}$/, 'a code has 2 to 32 letters, digits, "-" or "_"')
  .refine((text) => !holdsCardNumber(text), 'that looks like a card number; never write one here');
export type PromotionCode = z.infer<typeof PromotionCode>;

/** What a code gives. A percentage is in basis points: 1,000 is 10 %. */
export const PromotionBenefit = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('percent'), basisPoints: z.number().int().min(1).max(10_000) }),
  z.object({ kind: z.literal('fixed'), amount: Money }),
  z.object({ kind: z.literal('free_shipping') }),
]);
export type PromotionBenefit = z.infer<typeof PromotionBenefit>;

/** The part of a promotion that a checkout reckons with; limits and windows are judged where the codes are kept. */
export const Promotion = z.object({
  code: PromotionCode,
  benefit: PromotionBenefit,
  minimumSubtotal: Money.optional(),
});
export type Promotion = z.infer<typeof Promotion>;

/** Why a code is not taken. */
export type PromotionRefusal =
  | { reason: 'unknown' }
  | { reason: 'not_yet'; startsAt: string }
  | { reason: 'over' }
  | { reason: 'minimum_not_reached'; missing: Money }
  | { reason: 'used_up' }
  | { reason: 'already_used' }
  | { reason: 'other_currency' };

export const PromotionRefusalReason = z.enum([
  'unknown',
  'not_yet',
  'over',
  'minimum_not_reached',
  'used_up',
  'already_used',
  'other_currency',
]);
export type PromotionRefusalReason = z.infer<typeof PromotionRefusalReason>;

/** A code that was given and not taken, as the shopper is told. */
export const CodeRefusal = z.object({
  code: PromotionCode,
  reason: PromotionRefusalReason,
  message: z.string().describe('for the shopper'),
  startsAt: z.iso.datetime().optional().describe('of one that is not valid yet'),
  missing: Money.optional().describe('what the goods lack to the minimum of the code'),
});
export type CodeRefusal = z.infer<typeof CodeRefusal>;

/** The shopper's own words to whoever opens the parcel. */
export const GiftMessage = z
  .string()
  .trim()
  .min(1, 'write something, or take the gift message off')
  .max(300, 'a gift message has at most 300 characters')
  .refine((text) => text.isWellFormed(), 'the gift message is not valid Unicode text')
  .refine((text) => !holdsCardNumber(text), 'that looks like a card number; never write one here');
export type GiftMessage = z.infer<typeof GiftMessage>;

/** What stands between the goods and a promotion's minimum; undefined when it is reached. */
export function missingForMinimum({ minimumSubtotal }: Promotion, subtotal: Money): Money | undefined {
  if (minimumSubtotal === undefined || subtotal.amount >= minimumSubtotal.amount) return undefined;
  return { amount: minimumSubtotal.amount - subtotal.amount, currency: subtotal.currency };
}

/** A refusal as the shopper is told: its figures, and a plain sentence that holds them. */
export function toldRefusal(refusal: PromotionRefusal): Omit<CodeRefusal, 'code'> {
  return { ...refusal, message: refusalWords(refusal) };
}

/** A plain sentence for each refusal. */
export function refusalWords(refusal: PromotionRefusal): string {
  switch (refusal.reason) {
    case 'unknown':
      return 'We do not know this code; please check its spelling.';
    case 'not_yet':
      return `This code starts on ${dayOf(refusal.startsAt)}.`;
    case 'over':
      return 'This code has ended.';
    case 'minimum_not_reached':
      return `Add ${formatMoney(refusal.missing)} more to your order to use this code.`;
    case 'used_up':
      return 'This code has been used up.';
    case 'already_used':
      return 'You have already used this code.';
    case 'other_currency':
      return 'This code is for another currency.';
  }
}

function dayOf(iso: string): string {
  return new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(iso));
}
