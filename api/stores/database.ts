import type { Pool, QueryResultRow } from 'pg';
import { ShopError } from '../../domain/index.js';

/** The part of a database that the stores need: one parameterised statement at a time. */
export interface Database {
  /** Rows of one statement. Throws `unavailable` when the database cannot be reached or is overloaded. */
  rows<Row extends QueryResultRow>(sql: string, values: readonly unknown[]): Promise<Row[]>;
}

/** Postgres classes that mean "not now": 08 connection, 53 resources, 57P shutdown, 25006 a standby. */
const PASSING = /^(08|53|57P|25006|57014)/;
const NETWORK = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
]);
/** How `pg` says that a connection went away or could not be had; it gives these no code. */
const GONE =
  /connection terminated|timeout exceeded when trying to connect|query read timeout|client has encountered a connection error|connection error and is not queryable|cannot use a pool after calling end/i;

/** Our statements are constants, so there are few: each is planned once for a connection, under its name. */
export function openDatabase(pool: Pick<Pool, 'query'>): Database {
  const names = new Map<string, string>();
  const nameOf = (sql: string) => {
    const name = names.get(sql) ?? `api-${names.size}`;
    names.set(sql, name);
    return name;
  };

  return {
    async rows<Row extends QueryResultRow>(sql: string, values: readonly unknown[]) {
      try {
        return (await pool.query<Row>({ name: nameOf(sql), text: sql, values: [...values] })).rows;
      } catch (error) {
        throw databaseAway(error) ?? error;
      }
    },
  };
}

/** The `unavailable` problem, when an error of `pg` means that Postgres cannot be reached or is overloaded. */
export function databaseAway(error: unknown): ShopError | undefined {
  if (!isPassing(error)) return undefined;
  const detail = 'The database is not answering. Please try again in a moment.';
  return new ShopError('unavailable', detail, {}, { cause: error });
}

/** Whether two transactions collided on a unique key. */
export function isUniqueViolation(error: unknown): boolean {
  return codeOf(error) === '23505';
}

function isPassing(error: unknown): boolean {
  const code = codeOf(error);
  if (code !== undefined) return PASSING.test(code) || NETWORK.has(code);
  return error instanceof Error && GONE.test(error.message);
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
