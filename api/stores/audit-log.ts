import type { AuditRecord } from '../../domain/index.js';
import type { Database } from './database.js';

export interface AuditEntry {
  /** Who says they did it. */
  actor: string;
  /** What, such as `checkout.resume`. */
  act: string;
  /** To what, such as `checkout/<id>`. */
  subject: string;
  reason: string;
  details: Record<string, unknown>;
}

/** What staff did. Append only: the database itself refuses updates and deletes. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
  /** Newest first. @param before the id of the last one that was read. @param subject of these alone. */
  read(wanted: {
    before?: string | undefined;
    subject?: string | undefined;
    limit: number;
  }): Promise<AuditRecord[]>;
  /** All between two times, oldest first, page by page: there may be many. */
  all(from: Date, to: Date): AsyncGenerator<AuditRecord>;
}

type Row = Omit<AuditRecord, 'at'> & { at: Date };
const COLUMNS = 'id::text, at, actor, act, subject, reason, details';
const PAGE = 500;

export function auditLog(database: Database): AuditLog {
  const records = async (sql: string, values: unknown[]) =>
    (await database.rows<Row>(sql, values)).map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));

  return {
    async append({ actor, act, subject, reason, details }) {
      await database.rows(
        'insert into audit_log (actor, act, subject, reason, details) values ($1, $2, $3, $4, $5)',
        [actor, act, subject, reason, JSON.stringify(details)],
      );
    },

    read: ({ before, subject, limit }) =>
      records(
        `select ${COLUMNS} from audit_log a
         where ($1::bigint is null or a.id < $1) and ($2::text is null or subject = $2) order by a.id desc limit $3`,
        [before ?? null, subject ?? null, limit],
      ),

    async *all(from, to) {
      for (let last = '0'; ; ) {
        const page = await records(
          `select ${COLUMNS} from audit_log a where a.id > $1 and at >= $2 and at < $3 order by a.id limit ${PAGE}`,
          [last, from, to],
        );
        yield* page;
        const end = page.at(-1);
        if (!end || page.length < PAGE) return;
        last = end.id;
      }
    },
  };
}
