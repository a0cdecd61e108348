import { z } from 'zod';

/**
 * The words under which shoppers allow mail that no order asks for. An id never changes its words:
 * what somebody agreed to is stored with the consent. New words get a new id, and the old stay readable.
 */
export const MAIL_CONSENT_WORDINGS = {
  'reminders-1':
    'You may remind me by mail if I leave something behind, and tell me when something I asked for is back.',
} as const;

export type MailConsentWordingId = keyof typeof MAIL_CONSENT_WORDINGS;
const wordingIds = Object.keys(MAIL_CONSENT_WORDINGS) as [MailConsentWordingId, ...MailConsentWordingId[]];

/** The one that forms show now. */
export const MAIL_CONSENT_WORDING: MailConsentWordingId = 'reminders-1';

/** What a shopper says of reminders, and which words stood beside the box. Off until they say so. */
export const MailConsent = z.strictObject({
  given: z.boolean(),
  wordingId: z.enum(wordingIds),
});
export type MailConsent = z.infer<typeof MailConsent>;
