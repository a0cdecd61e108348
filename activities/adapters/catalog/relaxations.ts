import type { Pool } from 'pg';
import {
  type ConstraintName,
  type Constraints,
  type Currency,
  constraintNames,
  dropConstraint,
  formatMoney,
  money,
  type Relaxation,
} from '../../../domain/index.js';
import type { SearchQuery } from '../../ports/index.js';
import { findMatches, firstLotsSql, totalOf } from './matches.js';
import { HELD_OUT, type Wish, whereSql } from './search-sql.js';
import { Statement } from './statement.js';
import { withoutGroup } from './text/read-text.js';

export interface RelaxationDeps {
  toWish(query: SearchQuery): Wish;
  currency: Currency;
}

/** One way to ask for less. */
export interface Candidate {
  constraint: ConstraintName;
  label: string;
  constraints: Constraints;
}

export const MOST_RELAXATIONS = 6;
export const MOST_COLOURS = 2;
const MOST_WORDS = 4;

/**
 * What to give up, one constraint at a time, when nothing meets them all. Each count is the `total` that a
 * search with those constraints gives. Two statements side by side, and one before where a price is in the way.
 */
export async function findRelaxations(
  pool: Pool,
  query: SearchQuery,
  deps: RelaxationDeps,
): Promise<Relaxation[]> {
  const candidates = constraintNames(query.constraints).flatMap((name) => candidatesFor(name, query, deps));
  const prices = await nearestPrices(pool, query, deps);
  const [counted, colours] = await Promise.all([
    countAll(pool, [...candidates, ...prices], query, deps),
    otherColours(pool, query, deps),
  ]);
  return withoutRepeats([...colours, ...counted])
    .toSorted(mostFirst)
    .slice(0, MOST_RELAXATIONS);
}

/** What can be named without asking the catalog. */
export function candidatesFor(name: ConstraintName, query: SearchQuery, deps: RelaxationDeps): Candidate[] {
  const { constraints } = query;
  const drop = (label: string): Candidate[] => [
    { constraint: name, label, constraints: dropConstraint(constraints, name) },
  ];
  switch (name) {
    case 'price':
      return isNoRange(constraints) ? drop('at any price') : [];
    case 'colours':
      return drop('in any colour');
    case 'size':
      return drop('any size');
    case 'brand':
      return drop('any brand');
    case 'category':
      return drop('any category');
    case 'department':
      return drop('for anyone');
    case 'text':
      return [...withoutOneWord(query, deps), ...drop(`without “${constraints.text}”`)];
  }
}

/** Of several words one may be in the way alone. */
function withoutOneWord(query: SearchQuery, { toWish }: RelaxationDeps): Candidate[] {
  const { text: asked = '' } = query.constraints;
  const { groups } = toWish(query).text;
  if (groups.length < 2) return [];
  return groups.slice(0, MOST_WORDS).map((group) => ({
    constraint: 'text',
    label: `without “${group.said.replaceAll('"', '')}”`,
    constraints: { ...query.constraints, text: withoutGroup(asked, group) },
  }));
}

/** Up to the cheapest that is too dear, or down to the dearest that is too cheap, in whole units. */
async function nearestPrices(
  pool: Pool,
  query: SearchQuery,
  { toWish, currency }: RelaxationDeps,
): Promise<Candidate[]> {
  const { priceMin, priceMax } = query.constraints;
  if (isNoRange(query.constraints)) return [];
  const statement = new Statement();
  const nearest = (bound: 'priceMin' | 'priceMax', beyond: string, direction: string) => {
    const where = whereSql(toWish({ ...query, constraints: without(query.constraints, bound) }), statement);
    return `(select p.retail_price from products p where ${where} and p.retail_price ${beyond}
             order by p.retail_price ${direction}, p.id limit 1)`;
  };
  const above =
    priceMax === undefined ? 'null' : nearest('priceMax', `> ${statement.bind(priceMax, 'bigint')}`, 'asc');
  const below =
    priceMin === undefined ? 'null' : nearest('priceMin', `< ${statement.bind(priceMin, 'bigint')}`, 'desc');
  if (priceMin === undefined && priceMax === undefined) return [];
  const { rows } = await pool.query<{ above: number | null; below: number | null }>(
    `with ${HELD_OUT} select ${above} as above, ${below} as below`,
    statement.values,
  );
  const upTo = rows[0]?.above ? Math.ceil(rows[0].above / 100) * 100 : undefined;
  const from = rows[0]?.below ? Math.floor(rows[0].below / 100) * 100 : undefined;
  const widened = (label: string, bound: Constraints): Candidate => ({
    constraint: 'price',
    label,
    constraints: { ...query.constraints, ...bound },
  });
  return [
    ...(upTo === undefined ? [] : [widened(`up to ${wholeMoney(upTo, currency)}`, { priceMax: upTo })]),
    ...(from === undefined ? [] : [widened(`from ${wholeMoney(from, currency)}`, { priceMin: from })]),
  ];
}

/** Those that free something, each with how much. */
async function countAll(
  pool: Pool,
  candidates: readonly Candidate[],
  query: SearchQuery,
  { toWish }: RelaxationDeps,
): Promise<Relaxation[]> {
  if (candidates.length === 0) return [];
  const statement = new Statement();
  const counts = candidates.map(({ constraints }, index) => {
    const first = firstLotsSql(toWish({ ...query, constraints }), 'p.lot', statement);
    return `select ${index} as candidate, count(*)::int as found, max(lot) as last_lot from (${first}) first_lots`;
  });
  const { rows } = await pool.query<{ candidate: number; found: number; last_lot: number | null }>(
    `with ${HELD_OUT} ${counts.join('\nunion all\n')}`,
    statement.values,
  );
  return rows.flatMap(({ candidate, found, last_lot }) => {
    const offer = candidates[candidate];
    if (!offer || found === 0) return [];
    const { total, estimated } = totalOf(found, last_lot);
    return [{ ...offer, count: total, ...(estimated ? { estimated: true as const } : {}) }];
  });
}

/** The colours that the rest of the wish does come in, most first. */
async function otherColours(
  pool: Pool,
  query: SearchQuery,
  { toWish }: RelaxationDeps,
): Promise<Relaxation[]> {
  const { constraints } = query;
  if (!constraints.colours?.length) return [];
  const rest = dropConstraint(constraints, 'colours');
  const { facets, estimated } = await findMatches(pool, toWish({ ...query, constraints: rest }), {
    sort: 'price_asc',
    facets: true,
  });
  return (facets?.colours ?? []).slice(0, MOST_COLOURS).map(({ value, count }) => ({
    constraint: 'colours',
    label: `in ${value}`,
    constraints: { ...rest, colours: [value] },
    count,
    ...(estimated ? { estimated: true as const } : {}),
  }));
}

/**
 * "In black" and "in any colour" are the same offer when black is the only one; and where one word less
 * frees something, nobody need give up all of them.
 */
export function withoutRepeats(relaxations: readonly Relaxation[]): Relaxation[] {
  const colours = relaxations.filter(
    ({ constraint, constraints }) => constraint === 'colours' && constraints.colours,
  );
  const isWholeText = ({ constraint, constraints }: Relaxation) => constraint === 'text' && !constraints.text;
  const oneWordHelps = relaxations.some((each) => each.constraint === 'text' && !isWholeText(each));
  return relaxations.filter((each) => {
    if (each.constraint === 'colours') return each.constraints.colours !== undefined || colours.length !== 1;
    return !(isWholeText(each) && oneWordHelps);
  });
}

/** Nothing lies between the prices, so neither of them alone is in the way. */
export function isNoRange({ priceMin, priceMax }: Constraints): boolean {
  return priceMin !== undefined && priceMax !== undefined && priceMin > priceMax;
}

export function without(constraints: Constraints, name: 'priceMin' | 'priceMax'): Constraints {
  const { [name]: _dropped, ...rest } = constraints;
  return rest;
}

export function mostFirst(a: Relaxation, b: Relaxation): number {
  return b.count - a.count || a.label.localeCompare(b.label, 'en');
}

export function wholeMoney(amount: number, currency: Currency): string {
  return formatMoney(money(amount, currency)).replace(/\.00$/, '');
}
