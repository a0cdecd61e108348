import type { Pool } from 'pg';
import type { BaseColour, Constraints, Department } from '../../../domain/index.js';
import type { FacetCount, Facets, PriceCount } from '../../ports/index.js';
import { MOST_FACET_VALUES, PRICE_BUCKETS } from './facet-limits.js';
import { HELD_OUT, type SortOrder, sortKey, variantSql, type Wish, whereSql } from './search-sql.js';
import { Statement } from './statement.js';

/**
 * So many matches are counted one by one. Of more, the first so many in order of their lot are an even
 * sample: where the next one's lot is found says how many there are, within some 5 percent.
 */
export const MOST_COUNTED = 500;
/** Sizes and colours are counted in the first so many of these: each has a dozen variants to look at. */
export const MOST_LOOKED_INTO = 250;
const LOTS = 2 ** 31;

export interface Matches {
  total: number;
  estimated: boolean;
  /** All of them in order of rank, unless they are estimated. */
  ids?: number[];
  facets?: Facets;
}

export interface MatchesRequest {
  sort: SortOrder;
  facets: boolean;
}

type FacetName = Exclude<keyof Facets, 'estimated'>;

interface MatchesRow {
  found: number;
  /** The largest lot among those found; null where there are none. */
  last_lot: number | null;
  ids: number[] | null;
  facets: Record<FacetName, FacetCount[]> | null;
}

/** Finds all that matches, or counts it by a sample, and counts the facets; one round trip. */
export async function findMatches(pool: Pool, wish: Wish, request: MatchesRequest): Promise<Matches> {
  const statement = new Statement();
  const { rows } = await pool.query<MatchesRow>(matchesSql(wish, request, statement), statement.values);
  const [row] = rows;
  if (!row) return { total: 0, estimated: false, ids: [] };
  const { total, estimated } = totalOf(row.found, row.last_lot);
  return {
    total,
    estimated,
    ...(estimated ? {} : { ids: row.ids ?? [] }),
    ...(row.facets ? { facets: toFacets(row.facets, total, wish.constraints) } : {}),
  };
}

/** @param found how many were found, one more than are counted when there are more; @param lastLot of these. */
export function totalOf(found: number, lastLot: number | null): { total: number; estimated: boolean } {
  if (found <= MOST_COUNTED) return { total: found, estimated: false };
  const share = ((lastLot ?? 0) + 1) / LOTS;
  return { total: Math.max(found, inRoundNumbers(MOST_COUNTED / share)), estimated: true };
}

/** As many as are counted, and one to see whether there are more; within a statement that has `HELD_OUT`. */
export function firstLotsSql(wish: Wish, columns: string, statement: Statement): string {
  return `select ${columns} from products p where ${whereSql(wish, statement)}
          order by p.lot limit ${MOST_COUNTED + 1}`;
}

function matchesSql(wish: Wish, request: MatchesRequest, statement: Statement): string {
  const [key, direction] = sortKey(request.sort, wish.text, statement);
  const columns = ['p.id', 'p.lot', `${key} as key`];
  if (request.facets) columns.push('p.department', 'p.category', 'p.brand', 'p.retail_price');
  const first = firstLotsSql(wish, columns.join(', '), statement);
  const facets = request.facets ? facetQueries(wish, statement) : undefined;
  return `
    with ${HELD_OUT}, matches as materialized (${first}),
    sample as materialized (select * from matches order by lot limit ${MOST_COUNTED})
    ${facets ? `, ${facets.offered}` : ''}
    select count(*)::int as found, max(lot) as last_lot,
           case when count(*) <= ${MOST_COUNTED} then array_agg(id order by key ${direction}, id) end as ids,
           ${facets ? facets.select : 'null'} as facets
    from matches`;
}

/**
 * Each facet is a list of values and counts. The sizes and colours that matter are those of variants that
 * a search with them would find: in the colours or the size asked for, and available where that is wanted.
 */
function facetQueries(wish: Wish, statement: Statement): { offered: string; select: string } {
  const { constraints, leaveOutSoldOut } = wish;
  // Every size that is asked for has what is sold out left out, unless that was to be marked.
  const inSize = wish.leaveOutInAnySize ? variantSql({}, true, statement) : undefined;
  const asked = variantSql(constraints, leaveOutSoldOut, statement) ?? 'true';
  // "offset 0" keeps Postgres from reading all variants of the catalog for those of a few hundred products.
  const offered = `offered as materialized (
      select s.id, v.size, v.colour, v.for_size
      from (select id from sample order by lot limit ${MOST_LOOKED_INTO}) s cross join lateral (
        select v.size, v.colour, ${inSize ? `(${inSize})` : 'true'} as for_size
        from variants v where v.product_id = s.id and ${asked} offset 0) v)`;
  const ofVariants = (column: 'size' | 'colour', condition: string) =>
    `select ${column} as value, count(*)::int as count
     from (select distinct id, ${column} from offered where ${condition}) each_once group by ${column}`;
  const lists: Record<FacetName, string> = {
    departments: constraints.department === undefined ? valuesSql('department', 3) : NONE,
    categories:
      constraints.category === undefined ? valuesSql('category', MOST_FACET_VALUES.categories) : NONE,
    brands: constraints.brand === undefined ? valuesSql('brand', MOST_FACET_VALUES.brands) : NONE,
    sizes:
      constraints.size === undefined
        ? listSql(ofVariants('size', 'for_size'), MOST_FACET_VALUES.sizes)
        : NONE,
    colours: constraints.colours?.length ? NONE : listSql(ofVariants('colour', 'true'), 12),
    prices: pricesSql(statement),
  };
  const pairs = Object.entries(lists).map(([name, sql]) => `'${name}', ${sql}`);
  return { offered, select: `json_build_object(${pairs.join(', ')})` };
}

const NONE = `'[]'::json`;

function valuesSql(column: 'department' | 'category' | 'brand', most: number): string {
  return listSql(`select ${column} as value, count(*)::int as count from sample group by ${column}`, most);
}

function listSql(counts: string, most: number): string {
  return `(select coalesce(json_agg(json_build_object('value', value, 'count', count)), '[]') from (
    select value, count from (${counts}) counted order by count desc, value collate "C" limit ${most}) listed)`;
}

/** By the number of the bucket. */
function pricesSql(statement: Statement): string {
  const edges = statement.bind(
    PRICE_BUCKETS.flatMap(({ min }) => (min === undefined ? [] : [min])),
    'integer[]',
  );
  return listSql(
    `select width_bucket(retail_price, ${edges})::text as value, count(*)::int as count from sample group by 1`,
    PRICE_BUCKETS.length,
  );
}

function toFacets(lists: Record<FacetName, FacetCount[]>, total: number, constraints: Constraints): Facets {
  const scaled = <Value extends string>(list: FacetCount[], counted: number) =>
    list.map(({ value, count }) => ({
      value: value as Value,
      count: total <= counted ? count : inRoundNumbers((count * total) / counted),
    }));
  return {
    departments: scaled<Department>(lists.departments, MOST_COUNTED),
    categories: scaled(lists.categories, MOST_COUNTED),
    brands: scaled(lists.brands, MOST_COUNTED),
    sizes: scaled(lists.sizes, MOST_LOOKED_INTO),
    colours: scaled<BaseColour>(lists.colours, MOST_LOOKED_INTO),
    prices: scaled(lists.prices, MOST_COUNTED)
      .toSorted((a, b) => Number(a.value) - Number(b.value))
      .map(({ value, count }) => toPriceCount(Number(value), count, constraints)),
    ...(total > MOST_LOOKED_INTO ? { estimated: true as const } : {}),
  };
}

/** Within the range that is asked for. */
export function toPriceCount(bucket: number, count: number, { priceMin, priceMax }: Constraints): PriceCount {
  const { min, max } = PRICE_BUCKETS[bucket] ?? {};
  const lowest = Math.max(min ?? 0, priceMin ?? 0);
  const highest = Math.min(max ?? Number.POSITIVE_INFINITY, priceMax ?? Number.POSITIVE_INFINITY);
  return {
    ...(min === undefined && priceMin === undefined ? {} : { min: lowest }),
    ...(Number.isFinite(highest) ? { max: highest } : {}),
    count,
  };
}

/** Two digits that count; more would claim what a sample does not know. */
function inRoundNumbers(estimate: number): number {
  return Math.max(1, Number(estimate.toPrecision(2)));
}
