import { fileURLToPath } from 'node:url';
import type { Pool } from 'pg';
import type { Logger } from 'pino';
import { createSmtpMail } from '../activities/adapters/mail/smtp.js';
import { createPostgresMailRecords } from '../activities/adapters/mail-records/postgres.js';
import { createEtaMailTemplates } from '../activities/adapters/mail-templates/eta.js';
import { createPostgresOutbox } from '../activities/adapters/outbox/postgres.js';
import { createPostgresUnsubscribes } from '../activities/adapters/unsubscribes/postgres.js';
import { createLetterWriter } from '../activities/letters/letter-writer.js';
import { createMailActivities } from '../activities/mail.js';
import type { Carts, Catalog, PersonalFields } from '../activities/ports/index.js';
import type { Config } from '../config/index.js';

const HOUR_MS = 60 * 60 * 1_000;

/** Wires what has to do with mail. Without a mail server everything else works, and mails wait. */
export function composeMail(
  config: Config,
  logger: Logger,
  {
    pool,
    fields,
    carts,
    catalog,
    publicUrl,
  }: { pool: Pool; fields: PersonalFields; carts: Carts; catalog: Catalog; publicUrl: string },
) {
  const mail = config.SMTP_URL ? createSmtpMail({ url: config.SMTP_URL, from: config.MAIL_FROM }) : undefined;
  if (!mail) logger.warn('SMTP_URL is not set: no mail is sent, and mails wait in the outbox until it is');
  const outbox = createPostgresOutbox(pool);
  const records = createPostgresMailRecords(pool, fields);
  const templates = createEtaMailTemplates(fileURLToPath(new URL('../content/mail', import.meta.url)));
  const letters = createLetterWriter({
    records,
    carts,
    catalog,
    unsubscribes: createPostgresUnsubscribes(pool, { secrets: config.COOKIE_SECRET, fields }),
    shopName: config.SHOP_NAME,
    publicUrl,
    language: config.MAIL_LANGUAGE,
  });
  const leftForMs = config.ABANDONED_CART_HOURS * HOUR_MS;
  return {
    /** Whether there is a server to send with. */
    isSent: mail !== undefined,
    outbox,
    activities: createMailActivities({ outbox, mail, letters, templates, records, leftForMs, logger }),
    close: async () => mail?.close(),
  };
}
