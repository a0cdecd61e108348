import type { Pool, PoolClient } from 'pg';
import type { IdempotencyKeys } from '../../ports/index.js';

/** How long the answer to a request with an Idempotency-Key is kept. */
const KEPT = '24 hours';
const SWEEP_BATCH = 5_000;

/** The keys of requests in the shop's Postgres. */
export function createPostgresIdempotencyKeys(pool: Pool): IdempotencyKeys {
  return {
    async sweep() {
      const { rowCount } = await pool.query(
        `delete from idempotency_keys where act_id in (
           select act_id from idempotency_keys where created_at < now() - interval '${KEPT}' limit ${SWEEP_BATCH})`,
      );
      return rowCount ?? 0;
    },
  };
}

/**
 * Writes what a request is answered, in the transaction of what the request does: there is never one without the
 * other. Nothing happens where the act was asked for without a key, or has its answer.
 */
export async function writeAnswer(client: PoolClient, actId: string, answer: object): Promise<void> {
  await client.query(answerSql({ act: '$1', answer: '$2::jsonb', given: 'true' }), [
    actId,
    JSON.stringify(answer),
  ]);
}

/** The same as a statement, or the end of one; parameters by their place. */
export function answerSql({ act, answer, given }: { act: string; answer: string; given: string }): string {
  return `update idempotency_keys set status = 200, answer = ${answer}
          where act_id = ${act} and answer is null and ${given}`;
}
