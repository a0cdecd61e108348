import type { PoolClient } from 'pg';
import { type LeftOut, LoadEnded, type LoadId, type PublishedLoad } from '../../ports/index.js';
import { mergeLoad } from './merge.js';
import { dropNextTables, dropRepeatedVariants, finishNextTables } from './next-tables.js';
import { switchOver, tidyAfterSwitch } from './switch-over.js';

interface OpenLoad {
  mode: 'replace' | 'merge';
  assumedStock: number;
}
const MOST_NAMED = 1_000;

/** Makes the load the catalog, or a part of it. @throws LoadEnded */
export async function publishLoad(
  client: PoolClient,
  loadId: LoadId,
  onProgress: (step: string) => void,
  patience?: readonly number[],
): Promise<PublishedLoad> {
  const { mode } = await openOrThrow(client, loadId);
  const outcome =
    mode === 'replace' ? await replace(client, loadId, onProgress, patience) : await merge(client, loadId);
  await dropNextTables(client);
  onProgress('words');
  await client.query('select refresh_catalog_words()');
  return outcome;
}

/** The load, as long as it can be written. */
export async function openOrThrow(client: PoolClient, loadId: LoadId): Promise<OpenLoad> {
  const { rows } = await client.query<OpenLoad & { state: string }>(
    'select mode, state, assumed_stock as "assumedStock" from catalog_loads where id = $1',
    [loadId],
  );
  const [load] = rows;
  if (load?.state === 'loading') return load;
  throw new LoadEnded(
    load
      ? `Load ${loadId} is ${load.state} already; begin another.`
      : `There is no load ${loadId}; begin one.`,
  );
}

async function replace(
  client: PoolClient,
  loadId: LoadId,
  onProgress: (step: string) => void,
  patience?: readonly number[],
): Promise<PublishedLoad> {
  const filled = await client.query('select from loading.products limit 1');
  if (filled.rowCount === 0) {
    throw new Error('The load has no products, and would have emptied the shop; the old catalog goes on.');
  }
  const repeated = await finishNextTables(client, onProgress);
  const counts = await countOnSale(client, 'loading.');
  onProgress('switch-over');
  const outcome = await switchOver(
    client,
    (withdrawn) => settle(client, loadId, { ...counts, withdrawn, leftOut: toLeftOut(repeated) }),
    patience,
  );
  await tidyAfterSwitch(client);
  return outcome;
}

async function merge(client: PoolClient, loadId: LoadId): Promise<PublishedLoad> {
  const leftOut = toLeftOut(await dropRepeatedVariants(client));
  await client.query('begin');
  try {
    await client.query('set local synchronous_commit = on');
    // First, so that the changes of stock that it makes are not noted as sold.
    await client.query(`update catalog_loads set state = 'published' where id = $1`, [loadId]);
    await mergeLoad(client);
    const counts = await countOnSale(client, 'public.');
    const withdrawn = await client.query('select from products where not listed');
    const outcome = await settle(client, loadId, { ...counts, withdrawn: withdrawn.rowCount ?? 0, leftOut });
    await client.query('commit');
    return outcome;
  } catch (error) {
    await client.query('rollback');
    throw error;
  }
}

/** Writes down what came of the load, and bumps the version: last, because all writers queue up for its row. */
async function settle(
  client: PoolClient,
  loadId: LoadId,
  figures: Omit<PublishedLoad, 'version'>,
): Promise<PublishedLoad> {
  await client.query('select refresh_catalog_words()');
  const { rows } = await client.query<{ version: string }>(
    'update catalog_state set version = version + 1 returning version',
  );
  const outcome: PublishedLoad = { version: Number(rows[0]?.version), ...figures };
  await client.query(
    `update catalog_loads set state = 'published', finished_at = now(), products = $2, outcome = $3 where id = $1`,
    [loadId, outcome.products, JSON.stringify(outcome)],
  );
  return outcome;
}

async function countOnSale(
  client: PoolClient,
  schema: 'loading.' | 'public.',
): Promise<{ products: number; variants: number }> {
  const { rows } = await client.query<{ products: number; variants: number }>(
    `select (select count(*) from ${schema}products where listed)::integer as products,
            (select count(*) from ${schema}variants)::integer as variants`,
  );
  return rows[0] ?? { products: 0, variants: 0 };
}

function toLeftOut(repeated: readonly string[]): LeftOut[] {
  return repeated.slice(0, MOST_NAMED).map((sku) => ({ sku, reason: 'this SKU came before' }));
}
