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

/** What staff did. Append only: the database itself ignores updates and deletes. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
}

export function auditLog(database: Database): AuditLog {
  return {
    async append({ actor, act, subject, reason, details }) {
      await database.rows(
        'insert into audit_log (actor, act, subject, reason, details) values ($1, $2, $3, $4, $5)',
        [actor, act, subject, reason, JSON.stringify(details)],
      );
    },
  };
}
