import type { Pool } from 'pg';
import type { Product } from '../../../domain/index.js';
import type { Matches } from './matches.js';
import { type ProductRow, productsSql, toProduct } from './product-rows.js';
import { buyableSql, type SortOrder, sortKey, type Wish, whereSql } from './search-sql.js';
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
  const [key, direction] = sortKey(request.sort, wish.text, statement);
  const source = sourceSql(wish, matches, request.sort, statement);
  // "offset 0" keeps Postgres from asking whether each can be bought before it sorts.
  const ranked = `(select p.id, ${key} as key from ${source} order by key ${direction}, p.id offset 0) ranked`;
  const buyable = buyableSql(wish, 'ranked.id', statement);
  const from = statement.bind(request.offset, 'bigint');
  const to = statement.bind(request.offset + request.limit, 'bigint');
  return `
    with buyable as materialized (
      select id, key from ${ranked} where ${buyable} limit ${to}
    ), sold_out as materialized (
      select id, key from ${ranked}
      where (select count(*) from buyable) < ${to} and (${buyable}) is null limit ${to}
    ), page as (
      select id, row_number() over (order by sold_out, key ${direction}, id) as rank from (
        select id, key, false as sold_out from buyable
        union all select id, key, true from sold_out) both_kinds
      order by rank limit ${statement.bind(request.limit, 'bigint')} offset ${from}
    )
    select product.* from page join (${productsSql('(select id from page)')}) product using (id)
    order by page.rank`;
}

/**
 * What is ranked: the matches themselves when they are known one by one. Else there are many, and walking
 * an index in the order of the sort meets enough of them soon.
 */
function sourceSql(wish: Wish, { ids }: Matches, sort: SortOrder, statement: Statement): string {
  if (ids) return `products p where p.id = any(${statement.bind(ids, 'integer[]')})`;
  if (sort !== 'relevance' || wish.text.groups.length === 0) {
    return `products p where ${whereSql(wish, statement)}`;
  }
  const popular = (condition: string) =>
    `select p.id from products p where ${condition} order by p.popularity desc, p.id limit ${MOST_RANKED}`;
  const where = whereSql(wish, statement);
  return `products p where p.id in (
    with titled as materialized (${popular(`${where} and ${titleCondition(wish.text, statement)}`)})
    select id from titled
    union (${popular(`(select count(*) from titled) < ${MOST_RANKED} and ${where}`)}))`;
}
