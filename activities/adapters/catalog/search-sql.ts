import type { Constraints } from '../../../domain/index.js';
import type { SearchQuery } from '../../ports/index.js';
import type { Statement } from './statement.js';
import type { TextQuery } from './text/text-query.js';
import { relevanceSql, textCondition } from './text-sql.js';

/** What is asked of the products, with the words read. */
export interface Wish {
  constraints: Constraints;
  text: TextQuery;
  /** Whether what is sold out in what is asked for does not count as a match. */
  leaveOutSoldOut: boolean;
  /** Whether that also goes for sizes that nobody has asked for yet. */
  leaveOutInAnySize: boolean;
  /** Whether few variants are of the size and the colours asked for. */
  isRare: boolean;
}

export type SortOrder = NonNullable<SearchQuery['sort']>;

export function toWish({ constraints, soldOut }: SearchQuery, text: TextQuery, isRare: boolean): Wish {
  const leaveOutInAnySize = soldOut !== 'mark';
  const leaveOutSoldOut = constraints.size === undefined ? soldOut === 'leave_out' : leaveOutInAnySize;
  return { constraints, text, leaveOutSoldOut, leaveOutInAnySize, isRare };
}

/**
 * The SKUs that live holds take up altogether; the query that `AVAILABLE` reads. They are few and read once
 * as a set; asking for each variant would cost more than the search itself.
 */
export const HELD_OUT = `held_out as materialized (
  select h.sku from holds h join variants taken on taken.sku = h.sku
  where h.state = 'held' and h.expires_at > now()
  group by h.sku, taken.stock having sum(h.quantity) >= taken.stock)`;

/** Whether variant `v` can be promised now: it has units on hand that live holds do not take up. */
const AVAILABLE = 'v.stock > 0 and v.sku not in (select sku from held_out)';

/**
 * The condition on `products p` that all constraints together make; within a statement that has `HELD_OUT`.
 * Variants are looked up by a scalar subquery, because the planner turns "exists" into a join over all of them.
 */
export function whereSql({ constraints, text, leaveOutSoldOut, isRare }: Wish, statement: Statement): string {
  const { category, department, brand, priceMin, priceMax } = constraints;
  const conditions: string[] = ['p.listed'];
  if (category !== undefined) conditions.push(`p.category = ${statement.bind(category, 'text')}`);
  if (department !== undefined) conditions.push(`p.department = ${statement.bind(department, 'text')}`);
  if (brand !== undefined) conditions.push(`lower(p.brand) = lower(${statement.bind(brand, 'text')})`);
  if (priceMin !== undefined) conditions.push(`p.retail_price >= ${statement.bind(priceMin, 'bigint')}`);
  if (priceMax !== undefined) conditions.push(`p.retail_price <= ${statement.bind(priceMax, 'bigint')}`);
  const words = textCondition(text, statement);
  if (words) conditions.push(words);
  const variant = variantSql(constraints, leaveOutSoldOut, statement);
  if (variant) {
    conditions.push(
      isRare
        ? `p.id in (select v.product_id from variants v where ${variant})`
        : `(select true from variants v where v.product_id = p.id and ${variant} limit 1)`,
    );
  }
  return conditions.join(' and ');
}

/** What one variant `v` must be to meet size, colours and, if it must, availability; `undefined`: anything. */
export function variantSql(
  { size, colours }: Pick<Constraints, 'size' | 'colours'>,
  available: boolean,
  statement: Statement,
): string | undefined {
  const conditions = [askedVariantSql({ size, colours }, statement), available ? AVAILABLE : undefined];
  return conditions.filter(Boolean).join(' and ') || undefined;
}

/** The size and the colours of a variant `v` that are asked for, if any are. */
export function askedVariantSql(
  { size, colours }: Pick<Constraints, 'size' | 'colours'>,
  statement: Statement,
): string | undefined {
  const conditions: string[] = [];
  if (size !== undefined) conditions.push(`lower(v.size) = lower(${statement.bind(size, 'text')})`);
  if (colours?.length) conditions.push(`v.colour = any(${statement.bind(colours, 'text[]')})`);
  return conditions.length > 0 ? conditions.join(' and ') : undefined;
}

/** True when something of product `id` can be bought in the size and the colours asked for, else null. */
export function buyableSql({ constraints, leaveOutSoldOut }: Wish, id: string, statement: Statement): string {
  // All that was found can be bought.
  if (leaveOutSoldOut) return 'true';
  const variant = variantSql(constraints, true, statement) ?? 'true';
  return `(select true from variants v where v.product_id = ${id} and ${variant} limit 1)`;
}

/** The sort key of `products p`, and its direction; the id makes the order stable. */
export function sortKey(
  sort: SortOrder,
  text: TextQuery,
  statement: Statement,
): [key: string, direction: string] {
  switch (sort) {
    case 'relevance':
      return [text.groups.length > 0 ? relevanceSql(text, statement) : 'p.popularity', 'desc'];
    case 'price_asc':
      return ['p.retail_price', 'asc'];
    case 'price_desc':
      return ['p.retail_price', 'desc'];
    case 'newest':
      return ['p.created_at', 'desc'];
  }
}
