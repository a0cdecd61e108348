import type Stripe from 'stripe';
import { invalidRequest } from './errors.js';
import type { Queryable } from './store.js';

interface SearchRequest {
  query: string;
  limit: number;
  page?: string | undefined;
}

/** One condition: `metadata['k']:'v'`, `status:'succeeded'`, `amount>100`. */
const CLAUSE =
  /^(-?)(?:metadata\[["']([^"']{1,40})["']\]|(amount|created|currency|customer|status))\s*(:|>=|<=|>|<)\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'|(\d+)|(null))$/i;

/**
 * Finds PaymentIntents by Stripe's search query language: clauses joined by AND, or by OR.
 * Stripe's index lags by up to a minute; this one does not.
 */
export async function searchIntents(db: Queryable, { query, limit, page }: SearchRequest) {
  const values: unknown[] = [];
  const condition = readQuery(query, (value) => `$${values.push(value)}`);
  const offset = page === undefined ? 0 : readPage(page);
  const { rows } = await db.query<{ body: Stripe.PaymentIntent }>(
    `select body from objects where kind = 'payment_intent' and (${condition})
     order by seq desc limit ${limit + 1} offset ${offset}`,
    values,
  );
  const more = rows.length > limit;
  return {
    object: 'search_result',
    url: '/v1/payment_intents/search',
    has_more: more,
    next_page: more ? Buffer.from(String(offset + limit)).toString('base64url') : null,
    data: rows.slice(0, limit).map(({ body }) => body),
  };
}

type Place = (value: unknown) => string;

function readQuery(query: string, place: Place): string {
  const parts = splitOutsideQuotes(query.trim());
  const joints = new Set(parts.joints);
  if (joints.size > 1) throw unreadable('AND and OR cannot be mixed in one query');
  return parts.clauses.map((clause) => readClause(clause, place)).join(joints.has('OR') ? ' or ' : ' and ');
}

/** Clauses are joined by AND, OR, or nothing but space (which means AND); quoted text is left whole. */
function splitOutsideQuotes(query: string) {
  const tokens = query.match(/(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"'])+/g) ?? [];
  const isJoint = (token: string) => /^(AND|OR)$/i.test(token);
  const joints = tokens.filter(isJoint).map((token) => token.toUpperCase());
  return { clauses: tokens.filter((token) => !isJoint(token)), joints };
}

function readClause(clause: string, place: Place): string {
  const match = CLAUSE.exec(clause);
  if (!match)
    throw unreadable(`'${clause}' is not a clause like metadata['key']:'value' or status:'succeeded'`);
  const [, minus, key, field, operator = ':', double, single, number, none] = match;
  const target =
    key === undefined ? `body ->> '${field?.toLowerCase()}'` : `body -> 'metadata' ->> ${place(key)}::text`;
  if (none) return minus ? `${target} is not null` : `${target} is null`;
  const value = (double ?? single)?.replaceAll(/\\(.)/g, '$1') ?? number;
  const test =
    operator === ':'
      ? `${target} = ${place(value)}`
      : `(${target})::numeric ${operator} ${place(value)}::numeric`;
  return minus ? `not coalesce(${test}, false)` : test;
}

function readPage(page: string): number {
  const offset = Number(Buffer.from(page, 'base64url').toString());
  if (!Number.isSafeInteger(offset) || offset < 0)
    throw invalidRequest('That page is unknown.', undefined, 'page');
  return offset;
}

function unreadable(why: string) {
  return invalidRequest(`The search query could not be read: ${why}.`, undefined, 'query');
}
