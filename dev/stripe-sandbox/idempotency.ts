import type pg from 'pg';
import { fingerprint, KeyStore } from '../provider-sandbox/key-store.js';
import { inTransaction, isLockTimeout } from '../provider-sandbox/transaction.js';
import { StripeFailure, serverFailure } from './errors.js';
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
    const keys = new KeyStore(client);
    if (key !== undefined) {
      await lockKey(keys, key);
      const saved = await savedAnswer(keys, key, request);
      if (saved) return saved;
    }
    const answer = await execute(client, request.prepare());
    if (key !== undefined) {
      const { route, parameters, requestId } = request;
      await keys.save(key, {
        route,
        fingerprint: fingerprint(parameters),
        status: answer.status,
        body: answer.body,
        request_id: requestId,
      });
    }
    return answer;
  });
}

async function lockKey(keys: KeyStore, key: string): Promise<void> {
  if (await keys.lock(key)) return;
  throw keyFailure(409, 'Another request with this Idempotency-Key is still being worked on; try again.', {
    code: 'idempotency_key_in_use',
    headers: { 'stripe-should-retry': 'true' },
  });
}

async function savedAnswer(keys: KeyStore, key: string, request: KeyedRequest) {
  const saved = await keys.find(key);
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

function keyFailure(
  status: number,
  message: string,
  { code, headers }: { code?: string; headers?: Record<string, string> } = {},
) {
  return new StripeFailure(status, { type: 'idempotency_error', message, ...(code && { code }) }, headers);
}
