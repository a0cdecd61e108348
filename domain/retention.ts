/** What the clock removes, in the order in which it does; `docs/security.md` says when. The list is closed. */
export const RETENTION_RULES = [
  'guest_conversations',
  'account_conversations',
  'empty_guests',
  'checkout_addresses',
  'ended_sessions',
  'mail_records',
  'webhooks',
  'audits_of_books',
  'order_persons',
  'data_keys',
] as const;
export type RetentionRule = (typeof RETENTION_RULES)[number];
