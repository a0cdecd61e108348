import type { Language } from '../../domain/index.js';

/** The mails that the shop can write, by the names of their templates. */
export const MAIL_NAMES = [
  'receipt',
  'shipped',
  'refunded',
  'cancelled',
  'return_label',
  'back_in_stock',
  'abandoned_cart',
] as const;
export type MailName = (typeof MAIL_NAMES)[number];

export interface RenderedMail {
  /** One line. */
  subject: string;
  text: string;
  html: string;
}

/** The words of mails. Throws when a template asks for a value that it is not given. */
export interface MailTemplates {
  render(name: MailName, language: Language, data: object): RenderedMail;
}
