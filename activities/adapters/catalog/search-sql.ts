import type { Constraints } from '../../../domain/index.js';
import type { SearchQuery } from '../../ports/index.js';
import { readSearchText, type SearchText } from './search-text.js';

/** A statement under construction: conditions bind their values here and get a `$n` back. */
export class Statement {
  readonly values: unknown[] = [];

  /** NUL is the one character that Postgres text cannot hold; no product name has it either. */
  bind(value: string | number | readonly string[], type: string): string {
    const storable = typeof value === 'string' ? value.replaceAll('\0', '') : value;
    return `$${this.values.push(storable)}::${type}`;
  }
}

/** How words are compared: as they are (stemmed), or forgiving a slip of the finger. */
export type TextMode = 'exact' | 'fuzzy';

/** Word similarity above which a mistyped word counts; "florel" against "floral" is 0.57. */
const TYPO_SIMILARITY = 0.55;

/**
 * Whether variant `v` can be promised now: it has units on hand that live holds do not take up. The
 * holds are read once, as a set; asking for each variant would cost more than the search itself.
 */
const AVAILABLE = `v.stock > 0 and v.sku not in (
  select h.sku from holds h join variants taken on taken.sku = h.sku
  where h.state = 'held' and h.expires_at > now()
  group by h.sku, taken.stock having sum(h.quantity) >= taken.stock)`;

/**
 * The condition on `products p` that all constraints together make. Size and colour must be met by
 * one variant; where a size is asked for, that variant must be available, too.
 */
export function whereSql(constraints: Constraints, mode: TextMode, statement: Statement): string {
  const { category, department, brand, priceMin, priceMax, text } = constraints;
  const conditions: string[] = ['p.listed'];
  if (category !== undefined) conditions.push(`p.category = ${statement.bind(category, 'text')}`);
  if (department !== undefined) conditions.push(`p.department = ${statement.bind(department, 'text')}`);
  if (brand !== undefined) conditions.push(`lower(p.brand) = lower(${statement.bind(brand, 'text')})`);
  if (priceMin !== undefined) conditions.push(`p.retail_price >= ${statement.bind(priceMin, 'bigint')}`);
  if (priceMax !== undefined) conditions.push(`p.retail_price <= ${statement.bind(priceMax, 'bigint')}`);
  if (asksForVariant(constraints)) {
    conditions.push(
      `exists (select 1 from variants v where v.product_id = p.id and ${variantSql(constraints, statement)})`,
    );
  }
  if (text !== undefined) conditions.push(...textConditions(text, mode, statement));
  return conditions.join(' and ');
}

/** What a variant `v` must be to meet the size and the colours. */
export function variantSql({ size, colours }: Constraints, statement: Statement): string {
  const conditions: string[] = [];
  if (size !== undefined) {
    conditions.push(`lower(v.size) = lower(${statement.bind(size, 'text')})`, AVAILABLE);
  }
  if (colours?.length) conditions.push(`v.colour = any(${statement.bind(colours, 'text[]')})`);
  return conditions.length > 0 ? conditions.join(' and ') : 'true';
}

/** Sort keys of `products p`, the sort asked for first; the id makes the order stable. */
export function orderSql(query: SearchQuery, mode: TextMode, statement: Statement): string {
  const sorting = {
    relevance: () => `${scoreSql(query.constraints.text, mode, statement)} desc`,
    price_asc: () => 'p.retail_price',
    price_desc: () => 'p.retail_price desc',
    newest: () => 'p.created_at desc',
  };
  return `${sorting[query.sort ?? 'relevance']()}, p.id`;
}

/** True when something of the product with id `product` can be bought in one of the colours, else null. */
export function buyableSql({ colours }: Constraints, product: string, statement: Statement): string {
  const colour = colours?.length ? `and v.colour = any(${statement.bind(colours, 'text[]')})` : '';
  // A scalar subquery, because the planner turns "exists" into a join over all variants.
  return `(select true from variants v where v.product_id = ${product} ${colour} and ${AVAILABLE} limit 1)`;
}

export function hasWords(text: string | undefined): text is string {
  return text !== undefined && readSearchText(text).required.length > 0;
}

function asksForVariant({ size, colours }: Constraints): boolean {
  return size !== undefined || Boolean(colours?.length);
}

/** How well the words match, from 0 to 1, and a mild preference for what others like. */
function scoreSql(text: string | undefined, mode: TextMode, statement: Statement): string {
  const popularity = '0.1 * p.popularity';
  if (!hasWords(text)) return popularity;
  const read = readSearchText(text);
  if (mode === 'exact') return `ts_rank(p.words, ${tsquery(allTerms(read), statement)}) + ${popularity}`;
  return `word_similarity(${statement.bind(read.words.join(' '), 'text')}, p.name) + ${popularity}`;
}

function textConditions(text: string, mode: TextMode, statement: Statement): string[] {
  const read = readSearchText(text);
  const all = allTerms(read);
  if (!all) return [];
  if (mode === 'exact') return [matches(all, statement)];
  return [
    ...read.excluded.map((term) => matches(`!(${term})`, statement)),
    ...read.required.map((term) => {
      const word = read.words.find((each) => term === each || term === `${each}:*`);
      const typo = word && `word_similarity(${statement.bind(word, 'text')}, p.name) >= ${TYPO_SIMILARITY}`;
      return typo ? `(${matches(term, statement)} or ${typo})` : matches(term, statement);
    }),
  ];
}

/** One tsquery text, so that the shape of the statement does not depend on how much was written. */
function allTerms({ required, excluded }: SearchText): string {
  return [...required, ...excluded.map((term) => `!(${term})`)].join(' & ');
}

function matches(term: string, statement: Statement): string {
  return `p.words @@ ${tsquery(term, statement)}`;
}

/** A subquery, so that the words are read once and not for each product. */
function tsquery(term: string, statement: Statement): string {
  return `(select to_tsquery('english', ${statement.bind(term, 'text')}))`;
}
