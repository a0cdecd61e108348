import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { Queryable } from './transaction.js';

export interface SavedAnswer {
  /** What the key was first used for, such as a method and a path. */
  route: string;
  fingerprint: string;
  status: number;
  body: object;
  request_id: string;
}

/** What was answered under which idempotency key. What a provider makes of it is its own rule. */
export class KeyStore {
  readonly #db: Queryable;

  /** @param db a connection in a transaction, so that an answer is saved together with its effects. */
  constructor(db: Queryable) {
    this.#db = db;
  }

  /**
   * Whether the key is ours now. The lock lives as long as the transaction, so a sandbox that is killed
   * leaves no key in flight.
   */
  async lock(key: string): Promise<boolean> {
    const { rows } = await this.#db.query<{ locked: boolean }>(
      'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked',
      [key],
    );
    return rows[0]?.locked ?? false;
  }

  /** What was answered in the last 24 hours. */
  async find(key: string): Promise<SavedAnswer | undefined> {
    const { rows } = await this.#db.query<SavedAnswer>(
      `select route, fingerprint, status, body, request_id from idempotency_keys
       where key = $1 and created_at >= now() - interval '24 hours'`,
      [key],
    );
    return rows[0];
  }

  async save(key: string, { route, fingerprint, status, body, request_id }: SavedAnswer): Promise<void> {
    await this.#db.query(
      `insert into idempotency_keys (key, route, fingerprint, status, body, request_id)
       values ($1, $2, $3, $4, $5, $6)
       on conflict (key) do update set route = excluded.route, fingerprint = excluded.fingerprint,
         status = excluded.status, body = excluded.body, request_id = excluded.request_id, created_at = now()`,
      [key, route, fingerprint, status, body, request_id],
    );
  }
}

/** Forgets keys a day after their first use. */
export async function pruneKeys(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    "delete from idempotency_keys where created_at < now() - interval '24 hours'",
  );
  return rowCount ?? 0;
}

/** The same for the same parameters in any order. */
export function fingerprint(parameters: unknown): string {
  return createHash('sha256').update(canonical(parameters)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}
