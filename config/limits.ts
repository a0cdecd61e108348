import { z } from 'zod';
import type { Config } from './index.js';

const SCOPES = ['address', 'session', 'account'] as const;
export type LimitScope = (typeof SCOPES)[number];

/** So many requests in so many seconds. */
export interface Quota {
  requests: number;
  seconds: number;
}
export type Quotas = Partial<Record<LimitScope, Quota>>;

const QUOTA = /^([a-z]{1,10}):(\d{1,7})\/(\d{1,5})$/;

/** Reads `address:600/60,session:60/60`; `off` is no limit at all. */
function quotas(text: string, context: z.RefinementCtx): Quotas {
  const result: Quotas = {};
  if (text.trim() === 'off') return result;
  for (const part of text.split(',')) {
    const [, scope, requests, seconds] = QUOTA.exec(part.trim()) ?? [];
    const known = SCOPES.find((one) => one === scope);
    if (!known || !Number(requests) || !Number(seconds)) {
      context.addIssue('write it as address:600/60,session:60/60,account:120/60 (requests/seconds), or off');
      return z.NEVER;
    }
    result[known] = { requests: Number(requests), seconds: Number(seconds) };
  }
  return result;
}

/** A variable that holds quotas. */
export const quotaVariable = (defaults: string, what: string) =>
  z
    .string()
    .default(defaults)
    .transform(quotas)
    .describe(`${what}; requests/seconds for each of address, session and account, or off`);

/** The variables about how much one caller may ask; part of the one schema in index.ts. */
export const limitVariables = {
  LIMIT_ALL: quotaVariable(
    'address:1200/10',
    'everything that one address asks of one api process, pages and pictures included; counted in its memory, so that a flood costs nothing else. Who goes on after as many refusals is not listened to for a minute',
  ),
  LIMIT_READING: quotaVariable('address:2400/60,session:600/60,account:1200/60', 'reading'),
  /*
   * What a person can ask for in a minute, at most: somebody who types "in blue", reads nothing and sends again needs two
   * seconds (30); who taps "one more" on a cart line as fast as the replies come, some 50 in a burst, but not for a minute. The
   * page adds little: it sends one message at a time, waits for its reply, and sends a lost one again after 0.5 to 15
   * seconds (8 in a minute); two taps on "send" are one message; a second tab counts for the same session. One a second for a
   * whole minute is therefore beyond people. It costs a machine of two cores some two percent of itself. An account may
   * be used on two devices at once, and an address be that of an office with ten of the most eager.
   */
  LIMIT_TURN: quotaVariable('address:600/60,session:60/60,account:120/60', 'messages'),
  LIMIT_OPENING: quotaVariable('address:120/60,session:20/60,account:40/60', 'new conversations'),
  LIMIT_CHECKOUT: quotaVariable(
    'address:600/60,session:60/60,account:120/60',
    'acts of checkouts, orders and saved cards, and other changes',
  ),
  LIMIT_SIGN_IN: quotaVariable('address:60/60', 'beginning and ending sign-ins'),
  LIMIT_FAILURES: quotaVariable('address:60/300', 'sign-ins and tokens that were refused'),
  LIMIT_STAFF: quotaVariable('session:600/60,account:1200/60', 'what staff do'),
  LIMIT_WEBHOOK: quotaVariable(
    'address:6000/60',
    'webhooks of one payment provider from one address, so that forged ones use up nothing of the genuine',
  ),
  LIMIT_STREAMS: z.coerce
    .number()
    .int()
    .min(1)
    .default(200)
    .describe('event streams that one address may keep open at one api process; a shopper may keep 10'),
  LIMIT_CONNECTIONS: z.coerce
    .number()
    .int()
    .min(10)
    .default(10_000)
    .describe('connections that one api process takes at once'),
  LIMIT_CONNECTIONS_ADDRESS: z.coerce
    .number()
    .int()
    .min(10)
    .default(1_000)
    .describe('of these, from one address; proxies of TRUSTED_PROXIES may have them all'),
};

/** The limits by what they are for. */
export function limitSettings(config: Config) {
  return {
    all: config.LIMIT_ALL,
    reading: config.LIMIT_READING,
    turn: config.LIMIT_TURN,
    opening: config.LIMIT_OPENING,
    checkout: config.LIMIT_CHECKOUT,
    'sign-in': config.LIMIT_SIGN_IN,
    failures: config.LIMIT_FAILURES,
    staff: config.LIMIT_STAFF,
    webhook: config.LIMIT_WEBHOOK,
  };
}
export type LimitSettings = ReturnType<typeof limitSettings>;
/** What a limit is for. */
export type LimitName = keyof LimitSettings;
