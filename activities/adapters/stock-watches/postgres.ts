import type { Pool, PoolClient } from 'pg';
import type { ConversationId, Sku, StockWatchOutcome, StockWish } from '../../../domain/index.js';
import type { StockWatches, WatchToTell } from '../../ports/index.js';
import { bumpCatalogVersion, inTransaction } from '../postgres/transaction.js';

/** How long a promise holds. */
const PROMISED_FOR = '90 days';
const MOST_PER_CONVERSATION = 20;

/**
 * Marking a promise as due and queueing its mail is one statement: neither happens without the other, and
 * of several who look at once each promise is taken by one.
 */
const TAKE_DUE = `
  with back as (
    update stock_watches set state = 'back', back_at = now()
    where id in (
      select id from stock_watches where state = 'watching' and available_units(sku) > 0
      order by created_at limit $1 for update skip locked)
    returning id)
  insert into outbox (topic, ref, payload)
  select 'stock.back', id::text, jsonb_build_object('watchId', id) from back on conflict do nothing`;

const UNTOLD = `
  select w.id as "watchId", w.conversation_id as "conversationId", c.shopper_id as "shopperId",
    v.product_id as "productId", w.sku
  from stock_watches w join conversations c on c.id = w.conversation_id join variants v on v.sku = w.sku
  where w.state = 'back' and w.told_at is null order by w.back_at, w.id limit $1`;

/** Promises in the shop's Postgres. What can be had is units on hand less live holds, so that a lapsed hold counts. */
export function createPostgresStockWatches(pool: Pool): StockWatches {
  return {
    async watch(conversationId, wish) {
      return inTransaction(pool, async (client) => {
        const meant = await meantVariant(client, wish);
        if (typeof meant !== 'string') return meant;
        // The conversation's row first: two wishes at once are counted one after the other.
        await client.query('select from conversations where id = $1 for update', [conversationId]);
        if (await isFull(client, conversationId, meant)) return { kind: 'too_many' };
        await client.query(
          `insert into stock_watches (conversation_id, sku, ends_at) values ($1, $2, now() + interval '${PROMISED_FOR}')
           on conflict (conversation_id, sku) where state = 'watching' do nothing`,
          [conversationId, meant],
        );
        return { kind: 'watching', sku: meant };
      });
    },

    async stop(conversationId, sku) {
      const { rowCount } = await pool.query(
        `update stock_watches set state = 'stopped'
         where conversation_id = $1 and state = 'watching' and ($2::text is null or sku = $2)`,
        [conversationId, sku ?? null],
      );
      return rowCount ?? 0;
    },

    async due(limit) {
      return inTransaction(pool, async (client) => {
        await client.query(
          `update stock_watches set state = 'ended' where state = 'watching' and ends_at <= now()`,
        );
        const taken = await client.query(TAKE_DUE, [limit]);
        const { rows } = await client.query<WatchToTell>(UNTOLD, [limit]);
        // A hold that lapsed frees units without a word: what is shown now must be read anew.
        if (taken.rowCount) await bumpCatalogVersion(client);
        return rows;
      });
    },

    async told(watchIds) {
      await pool.query('update stock_watches set told_at = now() where id = any ($1) and told_at is null', [
        watchIds,
      ]);
    },
  };
}

/** The one variant that is meant and sold out, or why there is none. */
async function meantVariant(
  client: PoolClient,
  { productId, sku, size, colours }: StockWish,
): Promise<Sku | StockWatchOutcome> {
  const { rows } = await client.query<{ sku: Sku; available: number; wanted: boolean }>(
    `select sku, available_units(sku) as available,
       ($2::text is null or sku = $2) and ($3::text is null or lower(size) = lower($3))
         and ($4::text[] is null or colour = any ($4)) as wanted
     from variants where product_id = $1 order by position`,
    [productId, sku ?? null, size ?? null, colours ?? null],
  );
  if (rows.length === 0) return { kind: 'unknown_product' };
  const wanted = rows.filter((variant) => variant.wanted);
  const soldOut = wanted.filter(({ available }) => available === 0);
  const [only] = soldOut;
  if (only && soldOut.length === 1) return only.sku;
  return wanted.length > 0 && soldOut.length === 0 ? { kind: 'in_stock' } : { kind: 'which_variant' };
}

async function isFull(client: PoolClient, conversationId: ConversationId, sku: Sku): Promise<boolean> {
  const { rows } = await client.query<{ others: number }>(
    `select count(*)::integer as others from stock_watches
     where conversation_id = $1 and state = 'watching' and sku <> $2`,
    [conversationId, sku],
  );
  return (rows[0]?.others ?? 0) >= MOST_PER_CONVERSATION;
}
