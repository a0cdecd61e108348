import type pg from 'pg';

export type Queryable = Pick<pg.ClientBase, 'query'>;

const LOCK_NOT_AVAILABLE = '55P03';

/** Somebody else held a lock for too long; nothing was done. */
export class LockTimeout extends Error {
  override readonly name = 'LockTimeout';
}

/** Commits what `work` does, or nothing of it. Throws `LockTimeout` after five seconds of waiting for a lock. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  // The pool listens to idle connections alone: without this, a database that dies now would end the sandbox.
  const lost = () => undefined;
  client.on('error', lost);
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
    throw isLockTimeout(error) ? new LockTimeout('Another request holds the lock.', { cause: error }) : error;
  } finally {
    client.off('error', lost);
  }
}

export function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}
