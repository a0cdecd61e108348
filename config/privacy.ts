import { z } from 'zod';
import type { Config } from './index.js';

const days = (usual: number, what: string) =>
  z.coerce.number().int().min(1).max(36_500).default(usual).describe(`days that ${what}`);

/** The variables about how long things are kept; part of the one schema in index.ts. */
export const privacyVariables = {
  KEEP_GUEST_CONVERSATIONS_DAYS: days(
    90,
    'what guests said is kept after their last word, with cart, stock watches, consents and notes',
  ),
  KEEP_ACCOUNT_CONVERSATIONS_DAYS: days(730, 'the same is kept for shoppers with an account'),
  KEEP_CHECKOUTS_DAYS: days(
    90,
    'the address that a checkout was given is kept after it has ended; its order has its own',
  ),
  KEEP_SESSIONS_DAYS: days(30, 'a session is listed after it has ended'),
  KEEP_MAIL_RECORDS_DAYS: days(90, 'the record of a mail is kept after it was sent'),
  KEEP_WEBHOOKS_DAYS: days(
    180,
    'the webhooks of a payment are kept once nothing about it can change; disputes come late',
  ),
  KEEP_AUDITS_DAYS: days(30, 'what a comparison of the books found is kept'),
  KEEP_KEYS_DAYS: days(
    60,
    "the key of a history is kept after its workflow has ended: longer than Temporal's retention, or that is cut short",
  ),
  KEEP_ORDERS_YEARS: z.coerce
    .number()
    .int()
    .min(1)
    .max(100)
    .default(10)
    .describe(
      'years that an order says whose it was; then goods, amounts, taxes and country stay. Ten is the usual duty for commercial records',
    ),
};

const DAY_MS = 24 * 60 * 60 * 1_000;

/** How long each thing is kept, in milliseconds. */
export function retentionSettings(config: Pick<Config, keyof typeof privacyVariables>) {
  return {
    guestConversationsMs: config.KEEP_GUEST_CONVERSATIONS_DAYS * DAY_MS,
    accountConversationsMs: config.KEEP_ACCOUNT_CONVERSATIONS_DAYS * DAY_MS,
    checkoutsMs: config.KEEP_CHECKOUTS_DAYS * DAY_MS,
    sessionsMs: config.KEEP_SESSIONS_DAYS * DAY_MS,
    mailRecordsMs: config.KEEP_MAIL_RECORDS_DAYS * DAY_MS,
    webhooksMs: config.KEEP_WEBHOOKS_DAYS * DAY_MS,
    auditsMs: config.KEEP_AUDITS_DAYS * DAY_MS,
    keysMs: config.KEEP_KEYS_DAYS * DAY_MS,
    ordersMs: config.KEEP_ORDERS_YEARS * 365.25 * DAY_MS,
  };
}
