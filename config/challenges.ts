import { z } from 'zod';
import type { Config } from './index.js';
import { quotaVariable } from './limits.js';

/** The variables about work that is asked of who looks automated; part of the one schema in index.ts. */
export const challengeVariables = {
  // An office or a school is one address: beyond these it waits for a third of a second, and is never refused.
  CHALLENGE_OPENING: quotaVariable(
    'address:20/600,session:8/600,account:20/600',
    'new conversations until each further one has to be worked for',
  ),
  CHALLENGE_CHECKOUT: quotaVariable(
    'address:60/600,session:12/600,account:24/600',
    'addresses given in checkouts until each further one has to be worked for',
  ),
  // Who tries stolen cards tries one after the other. A shopper whose cards are declined gives up or calls by then.
  CHALLENGE_PAYMENT: quotaVariable(
    'address:40/600,session:8/600,account:12/600',
    'tries to pay until each further one has to be worked for',
  ),
  CHALLENGE_SIGN_IN: quotaVariable(
    'address:20/600',
    'sign-ins that are begun until each further one has to be worked for',
  ),
  CHALLENGE_TOKENS: quotaVariable(
    'address:20/300',
    'bearer tokens that were refused until each further one that nobody has shown before has to be worked for',
  ),
  CHALLENGE_WORK: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .default(400)
    .describe(
      'how much work that is, in the mean: keys that are derived until one fits, each some half a millisecond of one core',
    ),
};

/** How much is free, by what it is for, and how much work is asked beyond it. */
export function challengeSettings(config: Config) {
  return {
    work: config.CHALLENGE_WORK,
    free: {
      opening: config.CHALLENGE_OPENING,
      checkout: config.CHALLENGE_CHECKOUT,
      payment: config.CHALLENGE_PAYMENT,
      'sign-in': config.CHALLENGE_SIGN_IN,
      tokens: config.CHALLENGE_TOKENS,
    },
  };
}
export type ChallengeSettings = ReturnType<typeof challengeSettings>;
/** What work is asked for. */
export type ChallengePurpose = keyof ChallengeSettings['free'];
