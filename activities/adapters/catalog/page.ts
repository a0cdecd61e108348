import type { Pool } from 'pg';
import type { Product } from '../../../domain/index.js';
import type { Matches } from './matches.js';
import { LIVE_HOLDS, PRODUCT_ROW, type ProductRow, toProduct } from './product-rows.js';
import { buyableSql, HELD_OUT, type SortOrder, sortKey, type Wish, whereSql } from './search-sql.js';
import { Statement } from './statement.js';
import { titleCondition } from './text-sql.js';

/**
 * Of more matches than are counted, so many are ranked by relevance: the most popular that have all words
 * in name, brand and category, and, where those are fewer, the most popular of all. Pages end after them.
 */
export const MOST_RANKED = 500;

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
  const ranked = matches.ids
    ? `unnest(${statement.bind(matches.ids, 'integer[]')}) with ordinality as ranked (id, place)`
    : `(select id, row_number() over () as place from (${walkSql(wish, request.sort, statement)}) walk) ranked`;
  const buyable = buyableSql(wish, 'ranked.id', statement);
  const from = statement.bind(request.offset, 'bigint');
  const to = statement.bind(request.offset + request.limit, 'bigint');
  return `
    with ${HELD_OUT}, buyable as materialized (
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
 * There are many, and walking an index in the order of the sort meets enough of them soon. "Offset 0" keeps
 * Postgres from asking whether each can be bought before it sorts.
 */
function walkSql(wish: Wish, sort: SortOrder, statement: Statement): string {
  const [key, direction] = sortKey(sort, wish.text, statement);
  const source =
    sort === 'relevance' && wish.text.groups.length > 0
      ? `p.id in (${likelyBestSql(wish, statement)})`
      : whereSql(wish, statement);
  return `select p.id from products p where ${source} order by ${key} ${direction}, p.id offset 0`;
}

function likelyBestSql(wish: Wish, statement: Statement): string {
  const where = whereSql(wish, statement);
  const mostPopular = (condition: string) =>
    `select p.id from products p where ${condition} order by p.popularity desc, p.id limit ${MOST_RANKED}`;
  return `
    with titled as materialized (${mostPopular(`${where} and ${titleCondition(wish.text, statement)}`)})
    select id from titled
    union (${mostPopular(`(select count(*) from titled) < ${MOST_RANKED} and ${where}`)})`;
}
