import type { Pool, PoolClient, QueryResult, QueryResultRow } from 'pg';
import {
  type CatalogLoads,
  LoadEnded,
  type LoadId,
  type LoadOptions,
  type LoadRecord,
  LoadUnderWay,
  type PublishedLoad,
} from '../../ports/index.js';
import { LOAD_LOCKS, Loader } from './loader.js';
import { dropNextTables, makeNextTables } from './next-tables.js';
import { openOrThrow, publishLoad } from './publish.js';
import { tidyAfterSwitch } from './switch-over.js';
import { writeBatch } from './write-batch.js';

/** How long a resumable load may be silent before the next takes its place. */
const SILENCE = '10 minutes';
/** Any number does, as long as every process that begins a load takes the same one. */
const BEGIN_LOCK = 7_305_002;

export interface PostgresCatalogLoadsOptions {
  /** How long the switch-over waits for its tables, try by try; default some ten seconds in twelve tries. */
  patienceMs?: readonly number[];
}

interface OpenLoad {
  id: LoadId;
  source: string;
  resumable: boolean;
  /** No process holds its lock. */
  free: boolean;
  silent: boolean;
  since: string;
}

/**
 * Loads into the shop's Postgres. A load is written with COPY into tables beside those that serve; a replacing one
 * takes their place by a change of schema, a merging one is laid over them in one transaction.
 */
export function createPostgresCatalogLoads(
  pool: Pool,
  { patienceMs }: PostgresCatalogLoadsOptions = {},
): CatalogLoads {
  const loaders = new Map<LoadId, Loader>();

  async function loaderOf(id: LoadId): Promise<Loader> {
    const known = loaders.get(id);
    if (known && !known.isBroken) return known;
    known?.close();
    loaders.delete(id);
    const loader = await Loader.open(pool);
    try {
      await loader.claim(id);
    } catch (error) {
      loader.close();
      throw error;
    }
    loaders.set(id, loader);
    return loader;
  }

  /** Through the connection of the load, where this process has one: it may be the only one of the pool. */
  function query<Row extends QueryResultRow>(id: LoadId, text: string): Promise<QueryResult<Row>> {
    const loader = loaders.get(id);
    const usable = loader && !loader.isBroken;
    return usable ? loader.run((client) => client.query<Row>(text, [id])) : pool.query<Row>(text, [id]);
  }

  async function withLoader(
    id: LoadId,
    work: (client: PoolClient, shopIsEmpty: boolean) => Promise<void>,
  ): Promise<void> {
    const loader = await loaderOf(id);
    await loader
      .transaction((client) => work(client, loader.shopIsEmpty))
      .catch((error) => forgetEnded(id, error));
  }

  function forgetEnded(id: LoadId, error: unknown): never {
    if (error instanceof LoadEnded) end(id);
    throw error;
  }

  function end(id: LoadId): void {
    loaders.get(id)?.close();
    loaders.delete(id);
  }

  return {
    async begin(source, options = {}) {
      const [own] = loaders.keys();
      if (own !== undefined)
        throw new LoadUnderWay(`Load ${own} of this process is under way; end it first.`);
      const loader = await Loader.open(pool);
      try {
        // What a crash of the server takes of a load that ends with its process is lost anyhow.
        if (!options.resumable) await loader.client.query('set synchronous_commit = off');
        const id = await loader.transaction((client) => openLoad(client, source, options));
        await loader.claim(id);
        loaders.set(id, loader);
        return id;
      } catch (error) {
        loader.close();
        throw error;
      }
    },

    async write(loadId, batchNo, products) {
      await withLoader(loadId, async (client, shopIsEmpty) => {
        const { mode, assumedStock } = await openOrThrow(client, loadId);
        const first = await client.query(
          'insert into catalog_load_batches (load_id, batch_no) values ($1, $2) on conflict do nothing',
          [loadId, batchNo],
        );
        if (first.rowCount === 0) return;
        await client.query(
          'update catalog_loads set products = products + $2, touched_at = now() where id = $1',
          [loadId, products.length],
        );
        const merging = mode === 'merge';
        await writeBatch(client, { number: batchNo, products, merging, shopIsEmpty, assumedStock });
      });
    },

    async written(loadId) {
      const { rows } = await query<{ batchNo: number }>(
        loadId,
        'select batch_no as "batchNo" from catalog_load_batches where load_id = $1 order by 1',
      );
      return rows.map(({ batchNo }) => batchNo);
    },

    async publish(loadId, onProgress = () => undefined) {
      const { rows } = await query<{ outcome: PublishedLoad | null }>(
        loadId,
        'select outcome from catalog_loads where id = $1',
      );
      if (rows[0]?.outcome) return rows[0].outcome;
      const loader = await loaderOf(loadId);
      const outcome = await loader
        .run((client) => publishLoad(client, loadId, onProgress, patienceMs))
        .catch((error) => forgetEnded(loadId, error));
      end(loadId);
      return outcome;
    },

    async discard(loadId) {
      const { rows } = await query<{ state: LoadRecord['state'] }>(
        loadId,
        'select state from catalog_loads where id = $1',
      );
      if (rows[0]?.state === 'loading') {
        const loader = await loaderOf(loadId);
        await loader.transaction(async (client) => {
          await markDiscarded(client, loadId);
          await dropNextTables(client);
        });
      }
      end(loadId);
    },

    release() {
      for (const id of [...loaders.keys()]) end(id);
    },

    async recent(limit) {
      const { rows } = await pool.query<
        LoadRecord & { outcome: PublishedLoad | null; finishedAt: Date | null }
      >(
        `select id, source, mode, state, products, started_at as "startedAt", finished_at as "finishedAt", outcome
         from catalog_loads order by id desc limit $1`,
        [limit],
      );
      return rows.map(({ outcome, finishedAt, ...load }) => ({
        ...load,
        finishedAt: finishedAt ?? undefined,
        version: outcome?.version,
      }));
    },
  };
}

async function openLoad(
  client: PoolClient,
  source: string,
  { mode = 'replace', resumable = false, assumedStock = 0 }: LoadOptions,
): Promise<LoadId> {
  await client.query('select pg_advisory_xact_lock($1)', [BEGIN_LOCK]);
  await giveUpAbandoned(client);
  // A loader that died right after its switch may have left this undone.
  await tidyAfterSwitch(client);
  await makeNextTables(client);
  await client.query('delete from catalog_stock_moves');
  await client.query('delete from catalog_load_batches');
  const { rows } = await client.query<{ id: LoadId }>(
    'insert into catalog_loads (source, mode, resumable, assumed_stock) values ($1, $2, $3, $4) returning id',
    [source, mode, resumable, assumedStock],
  );
  await client.query(`set local lock_timeout = '10s'`);
  // Waits for whoever changes stock at the moment; all who come later see the load, and note their changes.
  await client.query('lock table variants in share row exclusive mode');
  const id = rows[0]?.id;
  if (id === undefined) throw new Error('Postgres gave no number to the load; this is a mistake of ours.');
  return id;
}

/** Ends the load that an ended process left open. @throws LoadUnderWay it goes on */
async function giveUpAbandoned(client: PoolClient): Promise<void> {
  const { rows } = await client.query<OpenLoad>(
    `select id, source, resumable, pg_try_advisory_xact_lock($1, id) as free,
            touched_at < now() - interval '${SILENCE}' as silent, to_char(started_at, 'HH24:MI') as since
     from catalog_loads where state = 'loading'`,
    [LOAD_LOCKS],
  );
  for (const load of rows) {
    if (load.free && (load.silent || !load.resumable)) {
      await markDiscarded(client, load.id);
      continue;
    }
    throw new LoadUnderWay(
      `Load ${load.id} (${load.source}) has been under way since ${load.since}. Wait until it has ended` +
        `${load.free ? `, or until it has been silent for ${SILENCE}` : ''}, then try again.`,
    );
  }
}

async function markDiscarded(client: PoolClient, id: LoadId): Promise<void> {
  await client.query(
    `update catalog_loads set state = 'discarded', finished_at = now() where id = $1 and state = 'loading'`,
    [id],
  );
}
