import type { Pool, PoolClient } from 'pg';

/** Does `work` in one transaction: all of it, or none. */
export async function inTransaction<Result>(
  pool: Pool,
  work: (client: PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let broken: Error | undefined;
  // The pool listens to idle connections alone: without this, a server that dies now would end the process.
  const noteLoss = (error: Error) => {
    broken = error;
  };
  client.on('error', noteLoss);
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => {
      broken = lost;
    });
    throw error;
  } finally {
    client.off('error', noteLoss);
    // A connection that is lost or cannot roll back is closed, not lent to the next one.
    client.release(broken);
  }
}

/** Every cache key carries this version. Last in a transaction, because all writers queue up for its row. */
export async function bumpCatalogVersion(client: PoolClient): Promise<void> {
  await client.query('update catalog_state set version = version + 1');
}
