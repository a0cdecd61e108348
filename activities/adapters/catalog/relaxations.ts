import type { Pool } from 'pg';
import {
  type BaseColour,
  type ConstraintName,
  type Constraints,
  type Currency,
  constraintNames,
  dropConstraint,
  formatMoney,
  money,
  type Relaxation,
} from '../../../domain/index.js';
import { hasWords, Statement, variantSql, whereSql } from './search-sql.js';

/** One way to ask for less. A row of the answer says what came of it. */
interface Candidate {
  constraint: ConstraintName;
  sql: string;
  /** Words and constraints for what a row says; price and colour rows carry a detail. */
  read(row: CandidateRow): { label: string; constraints: Constraints };
}

interface CandidateRow {
  candidate: number;
  /** The price, or the colour, that frees something. */
  detail: string | null;
  count: number;
}

const MOST_RELAXATIONS = 6;
const MOST_COLOURS = 2;

/**
 * What to give up, one constraint at a time, when nothing meets them all: one statement, one round
 * trip. Each count is the `total` that a search with those constraints gives.
 */
export async function findRelaxations(
  pool: Pool,
  constraints: Constraints,
  currency: Currency,
): Promise<Relaxation[]> {
  const statement = new Statement();
  const candidates = constraintNames(constraints).flatMap((name) =>
    candidatesFor(name, constraints, currency, statement),
  );
  if (candidates.length === 0) return [];
  const sql = candidates
    .map(
      (candidate, index) =>
        `(select ${index} as candidate, detail, count::int from (${candidate.sql}) c where count > 0)`,
    )
    .join('\nunion all\n');
  const { rows } = await pool.query<CandidateRow>(sql, statement.values);
  const relaxations = rows.flatMap((row) => {
    const candidate = candidates[row.candidate];
    return candidate ? [{ constraint: candidate.constraint, ...candidate.read(row), count: row.count }] : [];
  });
  return withoutRepeats(relaxations).toSorted(mostFirst).slice(0, MOST_RELAXATIONS);
}

function candidatesFor(
  name: ConstraintName,
  constraints: Constraints,
  currency: Currency,
  statement: Statement,
): Candidate[] {
  const dropped = dropConstraint(constraints, name);
  const drop = (label: string): Candidate => ({
    constraint: name,
    sql: `select null as detail, ${countSql(dropped, 'true', statement)} as count`,
    read: () => ({ label, constraints: dropped }),
  });
  switch (name) {
    case 'price':
      return priceCandidates(constraints, currency, statement);
    case 'colours':
      return [
        ...(constraints.colours?.length ? [otherColours(dropped, statement)] : []),
        drop('in any colour'),
      ];
    case 'size':
      return [drop('any size')];
    case 'brand':
      return [drop('any brand')];
    case 'category':
      return [drop('any category')];
    case 'department':
      return [drop('for anyone')];
    case 'text':
      return [drop(`without “${constraints.text}”`)];
  }
}

/** Up to the cheapest that is too dear, or down to the dearest that is too cheap, in whole units. */
function priceCandidates(constraints: Constraints, currency: Currency, statement: Statement): Candidate[] {
  const { priceMin, priceMax } = constraints;
  if (priceMin !== undefined && priceMax !== undefined && priceMin > priceMax) {
    const anyPrice = dropConstraint(constraints, 'price');
    return [
      {
        constraint: 'price',
        sql: `select null as detail, ${countSql(anyPrice, 'true', statement)} as count`,
        read: () => ({ label: 'at any price', constraints: anyPrice }),
      },
    ];
  }
  const candidates: Candidate[] = [];
  if (priceMax !== undefined) {
    const rest = { ...constraints, priceMax: undefined };
    const nearest = `ceil(${preferExact(rest, 'min(p.retail_price)', 'true', statement)} / 100.0) * 100`;
    candidates.push({
      constraint: 'price',
      sql: widenedSql(rest, nearest, '<=', statement),
      read: ({ detail }) => ({
        label: `up to ${wholeMoney(Number(detail), currency)}`,
        constraints: { ...constraints, priceMax: Number(detail) },
      }),
    });
  }
  if (priceMin !== undefined) {
    const rest = { ...constraints, priceMin: undefined };
    const nearest = `floor(${preferExact(rest, 'max(p.retail_price)', 'true', statement)} / 100.0) * 100`;
    candidates.push({
      constraint: 'price',
      sql: widenedSql(rest, nearest, '>=', statement),
      read: ({ detail }) => ({
        label: `from ${wholeMoney(Number(detail), currency)}`,
        constraints: { ...constraints, priceMin: Number(detail) },
      }),
    });
  }
  return candidates;
}

function widenedSql(rest: Constraints, nearest: string, compare: '<=' | '>=', statement: Statement): string {
  const count = countSql(rest, `p.retail_price ${compare} near.est`, statement);
  return `select near.est::text as detail, ${count} as count from (select (${nearest})::int as est) near`;
}

/** The colours that the rest of the wish does come in, most first. */
function otherColours(rest: Constraints, statement: Statement): Candidate {
  return {
    constraint: 'colours',
    sql: `select v.colour as detail, count(distinct p.id) as count
          from products p join variants v on v.product_id = p.id
          where ${whereSql(rest, 'exact', statement)} and ${variantSql(rest, statement)}
          group by v.colour order by count desc, v.colour limit ${MOST_COLOURS}`,
    read: ({ detail }) => ({
      label: `in ${detail}`,
      constraints: { ...rest, colours: [detail as BaseColour] },
    }),
  };
}

function countSql(constraints: Constraints, also: string, statement: Statement): string {
  return preferExact(constraints, 'nullif(count(*), 0)', also, statement);
}

/** As search does it: mistyped words count only where nothing matches the words as written. */
function preferExact(constraints: Constraints, value: string, also: string, statement: Statement): string {
  const select = (mode: 'exact' | 'fuzzy') =>
    `(select ${value} from products p where ${whereSql(constraints, mode, statement)} and ${also})`;
  return hasWords(constraints.text) ? `coalesce(${select('exact')}, ${select('fuzzy')})` : select('exact');
}

/** "in black" and "in any colour" are the same offer when black is the only one. */
function withoutRepeats(relaxations: Relaxation[]): Relaxation[] {
  const colours = relaxations.filter(({ constraint }) => constraint === 'colours');
  const [only] = colours.filter(({ constraints }) => constraints.colours);
  return relaxations.filter(
    (each) => each.constraint !== 'colours' || each.constraints.colours || colours.length > 2 || !only,
  );
}

function mostFirst(a: Relaxation, b: Relaxation): number {
  return b.count - a.count || a.label.localeCompare(b.label, 'en');
}

function wholeMoney(amount: number, currency: Currency): string {
  return formatMoney(money(amount, currency)).replace(/\.00$/, '');
}
