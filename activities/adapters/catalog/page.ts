import type { Pool } from 'pg';
import type { Product } from '../../../domain/index.js';
import type { Matches } from './matches.js';
import { LIVE_HOLDS, PRODUCT_ROW, type ProductRow, toProduct } from './product-rows.js';
import { buyableSql, HELD_OUT, type SortOrder, sortKey, type Wish, whereSql } from './search-sql.js';
import { Statement } from './statement.js';
import { NO_WORDS } from './text/text-query.js';
import { textCondition, titleCondition } from './text-sql.js';

/**
 * Of more matches than are counted, so many are ranked by relevance: the most popular that have all words in name,
 * brand and category, and, where those are fewer, the most popular of all. The others follow by popularity.
 */
export const MOST_RANKED = 200;

export interface PageRequest {
  sort: SortOrder;
  offset: number;
  limit: number;
}

/** Ranks what was found and reads one page of it, with prices and availability of now; one round trip. */
export async function readPage(
  pool: Pool,
  wish: Wish,
  matches: Matches,
  request: PageRequest,
): Promise<Product[]> {
  const statement = new Statement();
  const { rows } = await pool.query<ProductRow>(pageSql(wish, matches, request, statement), statement.values);
  return rows.map(toProduct);
}

/**
 * What can be bought comes before what cannot. Walking down the ranking until the page is full asks a
 * few products whether they can be bought, instead of all of them.
 */
function pageSql(wish: Wish, matches: Matches, request: PageRequest, statement: Statement): string {
  const { likelyBest, ranked } = rankedSql(wish, matches, request.sort, statement);
  const buyable = buyableSql(wish, 'ranked.id', statement);
  const from = statement.bind(request.offset, 'bigint');
  const to = statement.bind(request.offset + request.limit, 'bigint');
  return `
    with ${HELD_OUT}, ${likelyBest ? `${likelyBest},` : ''} buyable as materialized (
      select id, place from ${ranked} where ${buyable} limit ${to}
    ), sold_out as materialized (
      select id, place from ${ranked}
      where (select count(*) from buyable) < ${to} and (${buyable}) is null limit ${to}
    ), page as materialized (
      select id, sold_out, place from (
        select id, place, false as sold_out from buyable
        union all select id, place, true from sold_out) both_kinds
      order by sold_out, place limit ${statement.bind(request.limit, 'bigint')} offset ${from}
    ), ${LIVE_HOLDS}
    select ${PRODUCT_ROW} from page join products p on p.id = page.id
    order by page.sold_out, page.place`;
}

/**
 * What is ranked, as a table `ranked` of ids and places: the matches themselves when they are known one by one. Else
 * there are many, and walking an index in the order of the sort meets enough of them soon. "Offset 0" keeps
 * Postgres from asking whether each can be bought before it sorts.
 */
function rankedSql(
  wish: Wish,
  { ids }: Matches,
  sort: SortOrder,
  statement: Statement,
): { likelyBest?: string; ranked: string } {
  if (ids)
    return { ranked: `unnest(${statement.bind(ids, 'integer[]')}) with ordinality as ranked (id, place)` };
  const [key, direction] = sortKey(sort, wish.text, statement);
  const walk = (condition: string, order: string) =>
    `(select p.id from products p where ${condition} order by ${order}, p.id offset 0)`;
  const placed = (rows: string) => `(select id, row_number() over () as place from (${rows}) walk) ranked`;
  const where = whereSql(wish, statement);
  if (sort !== 'relevance' || wish.text.groups.length === 0) {
    return { ranked: placed(walk(where, `${key} ${direction}`)) };
  }
  const best = walk('p.id in (select id from likely_best)', `${key} ${direction}`);
  const others = walk(`${where} and p.id not in (select id from likely_best)`, 'p.popularity desc');
  return { likelyBest: likelyBestSql(wish, statement), ranked: placed(`${best} union all ${others}`) };
}

function likelyBestSql(wish: Wish, statement: Statement): string {
  const mostPopular = (condition: string) =>
    `select p.id from products p where ${condition} order by p.popularity desc, p.id limit ${MOST_RANKED}`;
  return `
    titled as materialized (${mostPopular(titledSql(wish, statement))}),
    likely_best as materialized (
      select id from titled
      union (${mostPopular(`(select count(*) from titled) < ${MOST_RANKED} and ${whereSql(wish, statement)}`)}))`;
}

/** All words in name, brand and category. The index of these is asked alone, for the planner takes two for independent. */
function titledSql(wish: Wish, statement: Statement): string {
  const others = whereSql({ ...wish, text: NO_WORDS }, statement);
  const inFull = textCondition(wish.text, statement);
  return `${others} and ${titleCondition(wish.text, statement)} and (select ${inFull ?? 'true'})`;
}
