import type pg from 'pg';
import { fingerprint, KeyStore } from '../provider-sandbox/key-store.js';
import { inProgress, newDebugId, unprocessable } from './errors.js';
import type { Answer } from './operation.js';

export interface KeyedRequest {
  /** The PayPal-Request-Id. */
  key: string;
  /** Method and path. */
  route: string;
  body: unknown;
  execute(client: pg.PoolClient): Promise<Answer>;
}

/**
 * Executes a request once for its PayPal-Request-Id: the answer is saved in the transaction of its effects, and
 * repeated. Refusals that left no effect are not saved, nor are failures of the server: the same id may try again.
 * Rules: https://developer.paypal.com/api/rest/reference/idempotency/
 */
export async function executeOnce(client: pg.PoolClient, request: KeyedRequest): Promise<Answer> {
  const { key, route, body, execute } = request;
  const keys = new KeyStore(client);
  if (!(await keys.lock(key))) throw inProgress();
  const print = fingerprint(body ?? null);
  const saved = await keys.find(key);
  if (saved) {
    if (saved.route === route && saved.fingerprint === print) return saved;
    throw unprocessable(
      'PAYPAL_REQUEST_ID_PREVIOUSLY_USED',
      'The PayPal-Request-Id has already been used for another request.',
    );
  }
  const answer = await execute(client);
  if (answer.body) {
    await keys.save(key, {
      route,
      fingerprint: print,
      status: answer.status,
      body: answer.body,
      request_id: newDebugId(),
    });
  }
  return answer;
}
