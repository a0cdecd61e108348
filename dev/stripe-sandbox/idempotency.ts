import { createHash } from 'node:crypto';
import type pg from 'pg';
import { lockTimeout, StripeFailure, serverFailure } from './errors.js';
import { type Answer, answerOf } from './operation.js';

export interface KeyedRequest {
  /** The Idempotency-Key; without one the request is executed each time it comes. */
  key: string | undefined;
  /** Method and path. */
  route: string;
  parameters: Record<string, unknown>;
  requestId: string;
  /** Checks the parameters; what it throws is never saved. Returns what to execute inside the transaction. */
  prepare(): (client: pg.PoolClient) => Promise<Answer>;
}

export interface KeyedAnswer extends Answer {
  /** The request whose answer is being replayed. */
  replayOf?: string;
}

const MAX_KEY_LENGTH = 255;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Executes a request once for its key. The first answer, whatever it is once execution has begun, is saved
 * in the transaction of its effects and replayed. Not saved: refusals by validation and conflicts.
 * Rules: https://docs.stripe.com/api/idempotent_requests
 */
export async function executeOnce(pool: pg.Pool, request: KeyedRequest): Promise<KeyedAnswer> {
  const { key } = request;
  if (key !== undefined && (key.length === 0 || key.length > MAX_KEY_LENGTH)) {
    throw keyFailure(400, `An Idempotency-Key has 1 to ${MAX_KEY_LENGTH} characters.`);
  }
  return inTransaction(pool, async (client) => {
    if (key !== undefined) {
      await lockKey(client, key);
      const saved = await savedAnswer(client, key, request);
      if (saved) return saved;
    }
    const answer = await execute(client, request.prepare());
    if (key !== undefined) await saveAnswer(client, key, request, answer);
    return answer;
  });
}

/** Forgets keys a day after their first use. */
export async function pruneKeys(pool: pg.Pool): Promise<number> {
  const { rowCount } = await pool.query(
    "delete from idempotency_keys where created_at < now() - interval '24 hours'",
  );
  return rowCount ?? 0;
}

/** Commits what `work` does, or nothing of it. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await client.query("begin; set local lock_timeout = '5s'");
    const result = await work(client);
    await client.query('commit');
    client.release();
    return result;
  } catch (error) {
    const broken = await client.query('rollback').then(
      () => false,
      () => true,
    );
    client.release(broken);
    throw isLockTimeout(error) ? lockTimeout() : error;
  }
}

/** The lock lives as long as the transaction, so a sandbox that is killed leaves no key in flight. */
async function lockKey(client: pg.PoolClient, key: string): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>(
    'select pg_try_advisory_xact_lock(hashtextextended($1, 0)) as locked',
    [key],
  );
  if (rows[0]?.locked) return;
  throw keyFailure(409, 'Another request with this Idempotency-Key is still being worked on; try again.', {
    code: 'idempotency_key_in_use',
    headers: { 'stripe-should-retry': 'true' },
  });
}

async function savedAnswer(client: pg.PoolClient, key: string, request: KeyedRequest) {
  const { rows } = await client.query<{
    route: string;
    fingerprint: string;
    status: number;
    body: object;
    request_id: string;
  }>(
    `select route, fingerprint, status, body, request_id from idempotency_keys
     where key = $1 and created_at >= now() - interval '24 hours'`,
    [key],
  );
  const saved = rows[0];
  if (!saved) return undefined;
  if (saved.route !== request.route) {
    throw keyFailure(
      400,
      `This Idempotency-Key was first used for ${saved.route}; use another key for another request.`,
    );
  }
  if (saved.fingerprint !== fingerprint(request.parameters)) {
    throw keyFailure(
      400,
      'This Idempotency-Key was first used with other parameters; use another key for another request.',
    );
  }
  return { status: saved.status, body: saved.body, replayOf: saved.request_id };
}

async function saveAnswer(client: pg.PoolClient, key: string, request: KeyedRequest, answer: Answer) {
  await client.query(
    `insert into idempotency_keys (key, route, fingerprint, status, body, request_id)
     values ($1, $2, $3, $4, $5, $6)
     on conflict (key) do update set route = excluded.route, fingerprint = excluded.fingerprint,
       status = excluded.status, body = excluded.body, request_id = excluded.request_id, created_at = now()`,
    [key, request.route, fingerprint(request.parameters), answer.status, answer.body, request.requestId],
  );
}

/** Runs the effect; a failure undoes it and becomes the answer. */
async function execute(client: pg.PoolClient, effect: (client: pg.PoolClient) => Promise<Answer>) {
  await client.query('savepoint effect');
  try {
    return await effect(client);
  } catch (error) {
    if (isLockTimeout(error)) throw error;
    await client.query('rollback to savepoint effect');
    if (error instanceof StripeFailure) return answerOf(error);
    console.error(error);
    return answerOf(serverFailure(500, false));
  }
}

/** The same for the same parameters in any order. */
function fingerprint(parameters: Record<string, unknown>): string {
  return createHash('sha256').update(canonical(parameters)).digest('hex');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}

function keyFailure(
  status: number,
  message: string,
  { code, headers }: { code?: string; headers?: Record<string, string> } = {},
) {
  return new StripeFailure(status, { type: 'idempotency_error', message, ...(code && { code }) }, headers);
}
