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
import type { SearchQuery } from '../../ports/index.js';
import type { Parameters } from '../bigquery/parameters.js';
import {
  allOf,
  leavesOutSoldOut,
  offersTableSql,
  productWhereSql,
  type SearchContext,
  variantWhereSql,
} from './bigquery-search-sql.js';

const MOST_RELAXATIONS = 6;
const MOST_COLOURS = 2;

/** One way to ask for less. */
interface Candidate {
  constraint: ConstraintName;
  /** Selects `detail` and `count` over `offers`. */
  sql: string;
  /** Words and constraints for what a row says; price and colour rows carry a detail. */
  read(detail: string | null): { label: string; constraints: Constraints };
}

export interface RelaxationRow {
  candidate: number;
  /** The price, or the colour, that frees something. */
  detail: string | null;
  count: number;
}

/** What to give up, one constraint at a time: one statement, and how to read its rows. */
export interface RelaxationPlan {
  /** Undefined where there is nothing to give up. */
  sql: string | undefined;
  read(rows: readonly RelaxationRow[]): Relaxation[];
}

/** Each count is the `total` that a search with those constraints gives. */
export function planRelaxations(
  query: SearchQuery,
  context: SearchContext,
  currency: Currency,
  parameters: Parameters,
): RelaxationPlan {
  const candidates = constraintNames(query.constraints).flatMap((name) =>
    candidatesFor(name, query, context, currency, parameters),
  );
  const read = (rows: readonly RelaxationRow[]) => {
    const relaxations = rows.flatMap(({ candidate, detail, count }) => {
      const found = candidates[candidate];
      return found ? [{ constraint: found.constraint, ...found.read(detail), count }] : [];
    });
    return withoutRepeats(relaxations).toSorted(mostFirst).slice(0, MOST_RELAXATIONS);
  };
  if (candidates.length === 0) return { sql: undefined, read };
  const parts = candidates.map(
    ({ sql }, index) =>
      `(select ${index} as candidate, detail, matches as count from (${sql}) as freed where matches > 0)`,
  );
  return { sql: `with ${offersTableSql(context, parameters)} ${parts.join(' union all ')}`, read };
}

function candidatesFor(
  name: ConstraintName,
  query: SearchQuery,
  context: SearchContext,
  currency: Currency,
  parameters: Parameters,
): Candidate[] {
  const { constraints } = query;
  const rest = dropConstraint(constraints, name);
  const matching = (wish: Constraints) => matchingSql({ ...query, constraints: wish }, context, parameters);
  const drop = (label: string): Candidate => ({
    constraint: name,
    sql: `select cast(null as string) as detail, count(*) as matches from (${matching(rest)}) as matched`,
    read: () => ({ label, constraints: rest }),
  });
  switch (name) {
    case 'price':
      return priceCandidates(constraints, currency, matching, drop);
    case 'colours':
      return [
        ...(constraints.colours?.length ? [otherColours(query, rest, context, parameters)] : []),
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

/** Selects `id, price` of what meets a wish; words that the wish has dropped ask for nothing. */
function matchingSql(query: SearchQuery, context: SearchContext, parameters: Parameters): string {
  const text = query.constraints.text === undefined ? { groups: [], excluded: [] } : context.text;
  const product = allOf(productWhereSql(query.constraints, text, parameters));
  const variant = allOf(variantWhereSql(query.constraints, leavesOutSoldOut(query), parameters));
  return `select id, min(price) as price from offers where ${product} group by id having logical_or(${variant})`;
}

/** Up to the cheapest that is too dear, or down to the dearest that is too cheap, in whole units. */
function priceCandidates(
  constraints: Constraints,
  currency: Currency,
  matching: (wish: Constraints) => string,
  drop: (label: string) => Candidate,
): Candidate[] {
  const { priceMin, priceMax } = constraints;
  if (priceMin !== undefined && priceMax !== undefined && priceMin > priceMax) return [drop('at any price')];
  const candidates: Candidate[] = [];
  if (priceMax !== undefined) {
    candidates.push({
      constraint: 'price',
      sql: widenedSql(
        matching({ ...constraints, priceMax: undefined }),
        'ceil(min(price) over () / 100)',
        '<=',
      ),
      read: (detail) => ({
        label: `up to ${wholeMoney(Number(detail), currency)}`,
        constraints: { ...constraints, priceMax: Number(detail) },
      }),
    });
  }
  if (priceMin !== undefined) {
    candidates.push({
      constraint: 'price',
      sql: widenedSql(
        matching({ ...constraints, priceMin: undefined }),
        'floor(max(price) over () / 100)',
        '>=',
      ),
      read: (detail) => ({
        label: `from ${wholeMoney(Number(detail), currency)}`,
        constraints: { ...constraints, priceMin: Number(detail) },
      }),
    });
  }
  return candidates;
}

function widenedSql(matching: string, nearest: string, compare: '<=' | '>='): string {
  return `select cast(nearest as string) as detail, countif(price ${compare} nearest) as matches
    from (select price, cast(${nearest} as int64) * 100 as nearest from (${matching}) as matched) as priced
    group by nearest`;
}

/** The colours that the rest of the wish does come in, most first. */
function otherColours(
  query: SearchQuery,
  rest: Constraints,
  { text }: SearchContext,
  parameters: Parameters,
): Candidate {
  const leavesOut = leavesOutSoldOut({ ...query, constraints: rest });
  const conditions = [
    ...productWhereSql(rest, text, parameters),
    ...variantWhereSql(rest, leavesOut, parameters),
    'colour is not null',
  ];
  return {
    constraint: 'colours',
    sql: `select detail, matches from (
      select detail, matches, row_number() over (order by matches desc, detail) as place from (
        select colour as detail, count(distinct id) as matches from offers where ${allOf(conditions)} group by colour
      ) as counted) as placed where place <= ${MOST_COLOURS}`,
    read: (detail) => ({
      label: `in ${detail}`,
      constraints: { ...rest, colours: [detail as BaseColour] },
    }),
  };
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
