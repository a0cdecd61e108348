import type { Constraints } from '../../../domain/index.js';
import type { SearchQuery } from '../../ports/index.js';
import type { Parameters } from '../bigquery/parameters.js';
import { type CatalogTable, offersSql } from './bigquery-table.js';
import { relevanceSql, textWhereSql, wordColumnsSql } from './bigquery-text-sql.js';
import { MOST_FACET_VALUES, PRICE_BUCKETS } from './facet-limits.js';
import type { SortOrder, Wish } from './search-sql.js';

/** What every statement is made for: the merchant's table, and the SKUs of which nothing can be promised now. */
export interface SearchContext {
  table: CatalogTable;
  soldOut: readonly string[];
}

const DEFAULT_LIMIT = 10;
const MOST_ITEMS = 50;

/** The offers with their words and whether each can be bought: the common table `offers` of every statement. */
export function offersTableSql(
  { table, soldOut }: SearchContext,
  withWords: boolean,
  parameters: Parameters,
): string {
  const words = withWords ? `, ${wordColumnsSql}` : '';
  const available =
    soldOut.length > 0 ? `variant_sku not in unnest(${parameters.bind(soldOut, ['STRING'])})` : 'true';
  return `offers as (select catalog_rows.*, ${available} as available${words} from (${offersSql(table)}) as catalog_rows)`;
}

export function hasWords({ text: { groups, excluded } }: Wish): boolean {
  return groups.length > 0 || excluded.length > 0;
}

/** Conditions on an offer that its product must meet, whatever the variant. */
export function productWhereSql({ constraints, text }: Wish, parameters: Parameters): string {
  const { category, department, brand, priceMin, priceMax } = constraints;
  const conditions: string[] = [];
  if (category !== undefined) conditions.push(`category = ${parameters.bind(category, 'STRING')}`);
  if (department !== undefined) conditions.push(`department = ${parameters.bind(department, 'STRING')}`);
  if (brand !== undefined) conditions.push(`lower(brand) = lower(${parameters.bind(brand, 'STRING')})`);
  if (priceMin !== undefined) conditions.push(`price >= ${parameters.bind(priceMin, 'INT64')}`);
  if (priceMax !== undefined) conditions.push(`price <= ${parameters.bind(priceMax, 'INT64')}`);
  return allOf([...conditions, ...textWhereSql(text, parameters)]);
}

/** What one and the same variant must be. */
export function variantWhereSql(
  { size, colours }: Pick<Constraints, 'size' | 'colours'>,
  mustBeAvailable: boolean,
  parameters: Parameters,
): string {
  const conditions: string[] = [];
  if (size !== undefined) conditions.push(`lower(size) = lower(${parameters.bind(size, 'STRING')})`);
  if (colours?.length) conditions.push(`colour in unnest(${parameters.bind(colours, ['STRING'])})`);
  if (mustBeAvailable) conditions.push('available');
  return allOf(conditions);
}

/** Selects `id, price` of the products that meet a wish. */
export function matchingSql(wish: Wish, parameters: Parameters): string {
  const variant = variantWhereSql(wish.constraints, wish.leaveOutSoldOut, parameters);
  return `select id, min(price) as price from offers where ${productWhereSql(wish, parameters)}
    group by id having logical_or(${variant})`;
}

function allOf(conditions: readonly string[]): string {
  return conditions.length > 0 ? conditions.join(' and ') : 'true';
}

/**
 * One statement for all: how many match, a page of them with their variants, and the facets. Rows are
 * `kind, place, value, count`: `total` (count), `item` (place; value: the offer as JSON), and a row for
 * each value of each facet.
 */
export function searchSql(
  query: SearchQuery,
  wish: Wish,
  context: SearchContext,
  parameters: Parameters,
): string {
  const { sort = 'relevance', facets = false } = query;
  const limit = Math.min(Math.max(query.limit ?? DEFAULT_LIMIT, 1), MOST_ITEMS);
  const offset = Math.max(query.offset ?? 0, 0);
  const variant = variantWhereSql(wish.constraints, wish.leaveOutSoldOut, parameters);
  const from = parameters.bind(offset, 'INT64');
  const to = parameters.bind(offset + limit, 'INT64');
  const parts = [
    "select 'total' as kind, 0 as place, cast(null as string) as value, count(*) as count from found",
    itemsSql(),
    ...(facets ? facetsSql(wish, parameters) : []),
  ];
  return `
    with ${offersTableSql(context, hasWords(wish), parameters)},
    candidates as (
      select offers.*, ${sortKeySql(sort, wish, parameters)} as sort_key from offers
      where ${productWhereSql(wish, parameters)}
    ),
    found as (
      select id, min(sort_key) as sort_key, min(price) as price,
        min(category) as category, min(department) as department, min(brand) as brand,
        logical_or(${variant} and available) as buyable
      from candidates group by id having logical_or(${variant})
    ),
    page as (
      select id, place from (
        select id, row_number() over (order by buyable desc, ${SORT_DIRECTIONS[sort]}, id) as place from found
      ) as ranked where place > ${from} and place <= ${to}
    )
    ${parts.map((part) => `(${part})`).join('\n    union all ')}`;
}

function sortKeySql(sort: SortOrder, wish: Wish, parameters: Parameters): string {
  if (sort === 'relevance') return relevanceSql(wish.text, parameters);
  return sort === 'newest' ? 'created_ms' : 'price';
}

/** What can be bought comes first; equal ones go by id, so that pages never overlap. */
const SORT_DIRECTIONS: Readonly<Record<SortOrder, string>> = {
  relevance: 'sort_key desc',
  price_asc: 'sort_key',
  price_desc: 'sort_key desc',
  newest: 'sort_key desc nulls last',
};

function itemsSql(): string {
  return `select 'item' as kind, page.place as place, ${itemJsonSql('offers')} as value, 0 as count
    from page join offers on offers.id = page.id`;
}

/** An offer as the JSON text that `readItems` reads. */
export function itemJsonSql(offer: string): string {
  const fields = [
    ...['id', 'sku', 'variant_sku', 'name', 'brand', 'category', 'department', 'description', 'price'],
    ...['size', 'colour', 'position'],
  ];
  return `to_json_string(struct(${fields.map((field) => `${offer}.${field} as ${field}`).join(', ')}))`;
}

/** What is constrained already is not counted again; prices are, within their range. */
function facetsSql(
  { constraints, leaveOutSoldOut, leaveOutInAnySize }: Wish,
  parameters: Parameters,
): string[] {
  const ofProducts = (kind: 'category' | 'department' | 'brand', most: number) =>
    constraints[kind] === undefined
      ? [mostSql(kind, `select ${kind} as value, count(*) as matches from found group by ${kind}`, most)]
      : [];
  const ofVariants = (kind: 'size' | 'colour', mustBeAvailable: boolean, most: number) => {
    const counted = `select ${kind} as value, count(distinct candidates.id) as matches
      from candidates join found on found.id = candidates.id
      where ${kind} is not null and ${variantWhereSql(constraints, mustBeAvailable, parameters)} group by ${kind}`;
    return [mostSql(kind, counted, most)];
  };
  const mustBeInSize = leaveOutSoldOut || leaveOutInAnySize;
  return [
    ...ofProducts('department', 3),
    ...ofProducts('category', MOST_FACET_VALUES.categories),
    ...ofProducts('brand', MOST_FACET_VALUES.brands),
    ...(constraints.size === undefined ? ofVariants('size', mustBeInSize, MOST_FACET_VALUES.sizes) : []),
    ...(constraints.colours?.length ? [] : ofVariants('colour', leaveOutSoldOut, 12)),
    pricesSql(),
  ];
}

function mostSql(kind: string, counted: string, most: number): string {
  return `select '${kind}' as kind, place, value, matches as count from (
    select value, matches, row_number() over (order by matches desc, value) as place from (${counted}) as counted
  ) as placed where place <= ${most}`;
}

/** The place is that of the bucket. */
function pricesSql(): string {
  const branches = PRICE_BUCKETS.flatMap(({ max }, index) =>
    max === undefined ? [] : [`when price <= ${max} then ${index}`],
  );
  return `select 'price' as kind, bucket as place, cast(null as string) as value, count(*) as count
    from (select case ${branches.join(' ')} else ${PRICE_BUCKETS.length - 1} end as bucket from found) as priced
    group by bucket`;
}
