import type { ParkedMail } from '../../../domain/index.js';
import type { Database } from '../database.js';

/** Mail that was put aside because it could not be sent. */
export interface ParkedMails {
  /** Oldest first, 100 at most. */
  list(): Promise<ParkedMail[]>;
  /** Puts it back among what is to be sent, with all its tries; undefined when it is not parked. */
  sendAgain(id: string): Promise<Pick<ParkedMail, 'topic' | 'ref'> | undefined>;
}

export function parkedMailStore(database: Database): ParkedMails {
  return {
    async list() {
      const rows = await database.rows<
        Omit<ParkedMail, 'parkedAt' | 'error'> & { parkedAt: Date; error: string | null }
      >(
        `select id::text, topic, ref, last_error as error, attempts, settled_at as "parkedAt" from outbox
         where outcome = 'parked' order by id limit 100`,
        [],
      );
      return rows.map(({ parkedAt, error, ...mail }) => ({
        ...mail,
        ...(error && { error }),
        parkedAt: parkedAt.toISOString(),
      }));
    },

    async sendAgain(id) {
      const rows = await database.rows<Pick<ParkedMail, 'topic' | 'ref'>>(
        `update outbox set outcome = null, settled_at = null, attempts = 0, next_try = now()
         where id = $1 and outcome = 'parked' returning topic, ref`,
        [id],
      );
      return rows[0];
    },
  };
}
