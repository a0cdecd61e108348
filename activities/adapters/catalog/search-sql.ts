import type { Constraints } from '../../../domain/index.js';
import type { SearchQuery } from '../../ports/index.js';
import { readSearchText } from './search-text.js';

/** A statement under construction: conditions bind their values here and get a `$n` back. */
export class Statement {
  readonly values: unknown[] = [];

  bind(value: unknown, type: string): string {
    return `$${this.values.push(value)}::${type}`;
  }
}

/** How words are compared: as they are (stemmed), or forgiving a slip of the finger. */
export type TextMode = 'exact' | 'fuzzy';

/** Word similarity above which a mistyped word counts; "florel" against "floral" is 0.57. */
const TYPO_SIMILARITY = 0.55;

/** Units of variant `v` that can be promised now: on hand less live holds, read from the partial index. */
const AVAILABLE = `v.stock > 0 and v.stock > coalesce((
  select sum(h.quantity) from holds h
  where h.sku = v.sku and h.state = 'held' and h.expires_at > now()), 0)`;

/**
 * The condition on `products p` that all constraints together make. Size and colour must be met by
 * one variant; where a size is asked for, that variant must be available, too.
 */
export function whereSql(constraints: Constraints, mode: TextMode, statement: Statement): string {
  const { category, department, brand, priceMin, priceMax, text } = constraints;
  const conditions: string[] = [];
  if (category !== undefined) conditions.push(`p.category = ${statement.bind(category, 'text')}`);
  if (department !== undefined) conditions.push(`p.department = ${statement.bind(department, 'text')}`);
  if (brand !== undefined) conditions.push(`lower(p.brand) = lower(${statement.bind(brand, 'text')})`);
  if (priceMin !== undefined) conditions.push(`p.retail_price >= ${statement.bind(priceMin, 'integer')}`);
  if (priceMax !== undefined) conditions.push(`p.retail_price <= ${statement.bind(priceMax, 'integer')}`);
  if (asksForVariant(constraints)) {
    conditions.push(
      `exists (select 1 from variants v where v.product_id = p.id and ${variantSql(constraints, statement)})`,
    );
  }
  if (text !== undefined) conditions.push(...textConditions(text, mode, statement));
  return conditions.length > 0 ? conditions.join(' and ') : 'true';
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

/** The order of results: what can be bought first, then by the sort asked for, then by id. */
export function orderSql(query: SearchQuery, mode: TextMode, statement: Statement): string {
  const { constraints, sort = 'relevance' } = query;
  const buyable = constraints.size === undefined ? [`${buyableSql(constraints, statement)} desc`] : [];
  const sorting = {
    relevance: () => `${scoreSql(constraints.text, mode, statement)} desc`,
    price_asc: () => 'p.retail_price',
    price_desc: () => 'p.retail_price desc',
    newest: () => 'p.created_at desc',
  };
  return [...buyable, sorting[sort](), 'p.id'].join(', ');
}

export function hasWords(text: string | undefined): text is string {
  return text !== undefined && readSearchText(text).required.length > 0;
}

function asksForVariant({ size, colours }: Constraints): boolean {
  return size !== undefined || Boolean(colours?.length);
}

function buyableSql({ colours }: Constraints, statement: Statement): string {
  const colour = colours?.length ? `and v.colour = any(${statement.bind(colours, 'text[]')})` : '';
  return `exists (select 1 from variants v where v.product_id = p.id ${colour} and ${AVAILABLE})`;
}

/** How well the words match, from 0 to 1, and a mild preference for what others like. */
function scoreSql(text: string | undefined, mode: TextMode, statement: Statement): string {
  const popularity = '0.1 * p.popularity';
  if (!hasWords(text)) return popularity;
  const { required, words } = readSearchText(text);
  if (mode === 'exact') {
    return `ts_rank(p.words, ${tsquery(required.join(' & '), statement)}) + ${popularity}`;
  }
  return `word_similarity(${statement.bind(words.join(' '), 'text')}, p.name) + ${popularity}`;
}

function textConditions(text: string, mode: TextMode, statement: Statement): string[] {
  const { required, words, excluded } = readSearchText(text);
  const conditions = excluded.map((term) => `not p.words @@ ${tsquery(term, statement)}`);
  if (mode === 'exact') {
    if (required.length > 0) conditions.push(matches(required.join(' & '), statement));
    return conditions;
  }
  for (const term of required) {
    const word = words.find((each) => term === each || term === `${each}:*`);
    const typo = word && `word_similarity(${statement.bind(word, 'text')}, p.name) >= ${TYPO_SIMILARITY}`;
    conditions.push(typo ? `(${matches(term, statement)} or ${typo})` : matches(term, statement));
  }
  return conditions;
}

/** Stop words alone ("for the") leave an empty query, which constrains nothing. */
function matches(term: string, statement: Statement): string {
  const query = tsquery(term, statement);
  return `(p.words @@ ${query} or numnode(${query}) = 0)`;
}

function tsquery(term: string, statement: Statement): string {
  return `to_tsquery('english', ${statement.bind(term, 'text')})`;
}
