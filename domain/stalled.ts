import { z } from 'zod';

/** Why a checkout needs a person: what staff read, and what they are advised to do. The list is closed. */
export const STALLED_REASONS = {
  dependency_down: {
    words: 'Something it needs is not answering',
    suggestion:
      'It is tried again by itself. If one item is the trouble, drop or replace it; the shopper then agrees to that.',
  },
  payment_outcome_unknown: {
    words: 'The provider does not say what became of the payment',
    suggestion:
      'Look the payment up at the provider, then resume. To start over, let the shopper pay anew: the old payment is given back first.',
  },
  order_not_written: {
    words: 'Paid for, but the order could not be written',
    suggestion: 'Resume once the database is well again. Cancelling gives the money back.',
  },
  capture_failed: {
    words: 'The order is written, but the payment could not be taken',
    suggestion: 'Resume if the provider is back. If the authorisation is gone, refund: it cancels the order.',
  },
  void_failed: {
    words: 'The money could not be given back',
    suggestion:
      'Resume to try again. If it was given back in the dashboard of the provider, say that it was settled by hand.',
  },
} as const;

export type StalledReason = keyof typeof STALLED_REASONS;
export const StalledReason = z.enum(Object.keys(STALLED_REASONS) as [StalledReason, ...StalledReason[]]);

/** What staff can do about a stalled checkout. */
export const StaffAct = z.enum([
  'resume',
  'retry_payment',
  'drop_item',
  'substitute_item',
  'refund',
  'settled_by_hand',
  'cancel',
]);
export type StaffAct = z.infer<typeof StaffAct>;

/** A checkout that cannot go on by itself, as staff see it. */
export const Stalled = z.object({
  reason: StalledReason,
  words: z.string().describe('the reason in a sentence'),
  suggestion: z.string().describe('what helps, most of the time'),
  since: z.iso.datetime(),
  tried: z.string().describe('what was tried last, and what came of it'),
  triedAgain: z.number().int().nonnegative().describe('how often it was resumed by itself since'),
  nextTryAt: z.iso.datetime().optional().describe('when it is next resumed by itself; absent: never'),
  acts: z.array(StaffAct).describe('what staff can do now'),
});
export type Stalled = z.infer<typeof Stalled>;
