import type { Logger } from 'pino';
import { LetterImpossible } from './letters/letter.js';
import type { LetterWriter } from './letters/letter-writer.js';
import {
  type Mail,
  type MailRecords,
  MailRefused,
  MailServerAway,
  type MailTemplates,
  type Outbox,
  type OutboxRow,
} from './ports/index.js';

export interface MailDeps {
  outbox: Outbox;
  /** Absent where no mail server is configured: then everything waits. */
  mail: Mail | undefined;
  letters: LetterWriter;
  templates: MailTemplates;
  records: MailRecords;
  /** How long a cart must have been left alone. */
  leftForMs: number;
  logger: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** After how many tries a mail is put aside; default 12, which is after most of a day. */
  maxAttempts?: number;
  /** How long to wait while the server is away; default 15 seconds. */
  awayMs?: number;
}

export interface Delivery {
  sent: number;
  unwanted: number;
  postponed: number;
  parked: number;
}

/** Longer than a mail can take with all time-outs: whoever holds a row for so long has died. */
const LEASE_MS = 3 * 60_000;
const FIRST_PAUSE_MS = 60_000;
const LONGEST_PAUSE_MS = 4 * 60 * 60_000;
/** What one call does at most, so that it stays short. */
const MOST_A_CALL = 50;

/** What the clock sets in motion: mail that is due, and reminders. */
export function createMailActivities(deps: MailDeps) {
  const { outbox, mail, letters, templates, records, logger } = deps;
  const { maxAttempts = 12, awayMs = 15_000 } = deps;

  /** Sends one mail; returns what became of it, and whether the next may be tried. */
  async function deliver(row: OutboxRow, server: Mail): Promise<keyof Delivery | 'away'> {
    const { id, topic, ref, attempts } = row;
    try {
      const letter = await letters.write(row);
      if (letter.kind === 'unwanted') {
        await outbox.settle(id, 'unwanted', letter.reason);
        return 'unwanted';
      }
      const { name, language, to, data, unsubscribeUrl } = letter;
      const words = templates.render(name, language, data);
      await server.send({ id: `${topic}.${ref}`, to, unsubscribeUrl, ...words });
      await outbox.settle(id, 'sent');
      return 'sent';
    } catch (error) {
      const words = error instanceof Error ? error.message : String(error);
      if (error instanceof MailServerAway) {
        logger.warn({ outboxId: id, reason: words }, 'the mail server is away; mails wait');
        await outbox.postpone(id, words, awayMs, false);
        return 'away';
      }
      const isHopeless = error instanceof MailRefused || error instanceof LetterImpossible;
      if (isHopeless || attempts >= maxAttempts) {
        logger.error(
          { outboxId: id, topic, attempts, reason: words },
          'a mail was parked; it needs a person',
        );
        await outbox.park(id, words);
        return 'parked';
      }
      await outbox.postpone(id, words, pauseAfter(attempts), true);
      return 'postponed';
    }
  }

  return {
    /** Whether there is mail to send, and somebody to send it with. */
    async isMailDue(): Promise<boolean> {
      return mail !== undefined && (await outbox.isDue());
    },

    /** Sends what is due, one after the other, until nothing is or the server is away. */
    async deliverMail(): Promise<Delivery> {
      const delivery: Delivery = { sent: 0, unwanted: 0, postponed: 0, parked: 0 };
      for (let taken = 0; mail && taken < MOST_A_CALL; taken++) {
        const row = await outbox.claim(LEASE_MS);
        if (!row) break;
        const outcome = await deliver(row, mail);
        if (outcome === 'away') break;
        delivery[outcome]++;
      }
      return delivery;
    },

    /** Puts the reminders that are due into the outbox. Returns how many. */
    async remindOfLeftCarts(): Promise<number> {
      return records.remindOfLeftCheckouts(deps.leftForMs);
    },
  };
}

export type MailActivities = ReturnType<typeof createMailActivities>;

/** A minute, then twice as long each time. */
function pauseAfter(attempts: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
}
