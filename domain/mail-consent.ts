import { z } from 'zod';
import type { Language } from './language.js';

/**
 * The words under which shoppers allow mail that no order asks for. An id never changes its words:
 * what somebody agreed to is stored with the consent. New words get a new id, and the old stay readable.
 */
export const MAIL_CONSENT_WORDINGS = {
  'reminders-1':
    'You may remind me by mail if I leave something behind, and tell me when something I asked for is back.',
  'reminders-1-es':
    'Podéis recordarme por correo que he dejado algo a medias y avisarme cuando vuelva algo que pedí.',
  'reminders-1-de':
    'Ihr dürft mich per E-Mail erinnern, wenn ich etwas liegen lasse, und mir sagen, wenn etwas wieder da ist, nach dem ich gefragt habe.',
} as const;

export type MailConsentWordingId = keyof typeof MAIL_CONSENT_WORDINGS;
const wordingIds = Object.keys(MAIL_CONSENT_WORDINGS) as [MailConsentWordingId, ...MailConsentWordingId[]];

/** Those that forms show now. */
export const MAIL_CONSENT_WORDING: Readonly<Record<Language, MailConsentWordingId>> = {
  en: 'reminders-1',
  es: 'reminders-1-es',
  de: 'reminders-1-de',
};

/** What a shopper says of reminders, and which words stood beside the box. Off until they say so. */
export const MailConsent = z.strictObject({
  given: z.boolean(),
  wordingId: z.enum(wordingIds),
});
export type MailConsent = z.infer<typeof MailConsent>;
