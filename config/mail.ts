import { z } from 'zod';

/** The variables about mail; part of the one schema in index.ts. */
export const mailVariables = {
  SMTP_URL: z
    .url({ protocol: /^smtps?$/, error: 'write it as smtp://user:password@host:587 or smtps://…' })
    .optional()
    .describe('mail server, such as smtp://user:password@host:587; without it mails wait in the outbox'),
  MAIL_FROM: z
    .string()
    .min(3)
    .default('Shoptalk <orders@localhost>')
    .describe('sender of all mails, as "Name <address>"'),
  MAIL_LANGUAGE: z
    .enum(['en', 'es', 'de'])
    .default('en')
    .describe(
      'language of mails to shoppers with whom the shop has not spoken any yet; else mails are in theirs',
    ),
  ABANDONED_CART_HOURS: z.coerce
    .number()
    .min(0.001)
    .max(720)
    .default(4)
    .describe('hours after the last change of a cart left behind until its one reminder, where allowed'),
};
