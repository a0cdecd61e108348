import {
  type BaseColour,
  type Constraints,
  constraintNames,
  dropConstraint,
  type Relaxation,
} from '../../../domain/index.js';
import type { SearchQuery } from '../../ports/index.js';
import type { Parameters } from '../bigquery/parameters.js';
import {
  hasWords,
  matchingSql,
  offersTableSql,
  productWhereSql,
  type SearchContext,
  variantWhereSql,
} from './bigquery-search-sql.js';
import {
  type Candidate,
  candidatesFor,
  isNoRange,
  MOST_COLOURS,
  MOST_RELAXATIONS,
  mostFirst,
  type RelaxationDeps,
  wholeMoney,
  without,
  withoutRepeats,
} from './relaxations.js';

/** A way to ask for less, and the statement over `offers` that says what comes of it: `detail, matches`. */
interface Question {
  sql: string;
  /** Price and colour questions carry a detail. */
  read(detail: string | null): Candidate;
}

export interface RelaxationRow {
  question: number;
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

/** The same offers as the Postgres catalog makes. Each count is the `total` of a search with those constraints. */
export function planRelaxations(
  query: SearchQuery,
  context: SearchContext,
  deps: RelaxationDeps,
  parameters: Parameters,
): RelaxationPlan {
  const named = constraintNames(query.constraints)
    .flatMap((name) => candidatesFor(name, query, deps))
    .map((candidate): Question => {
      const matching = matchingSql(deps.toWish({ ...query, constraints: candidate.constraints }), parameters);
      return {
        sql: `select cast(null as string) as detail, count(*) as matches from (${matching}) as matched`,
        read: () => candidate,
      };
    });
  const questions = [
    ...otherColours(query, deps, parameters),
    ...named,
    ...nearestPrices(query, deps, parameters),
  ];
  const read = (rows: readonly RelaxationRow[]) => {
    const relaxations = rows
      .toSorted((a, b) => a.question - b.question)
      .flatMap(({ question, detail, count }) => {
        const asked = questions[question];
        return asked ? [{ ...asked.read(detail), count }] : [];
      });
    return withoutRepeats(relaxations).toSorted(mostFirst).slice(0, MOST_RELAXATIONS);
  };
  if (questions.length === 0) return { sql: undefined, read };
  const parts = questions.map(
    ({ sql }, index) =>
      `(select ${index} as question, detail, matches as count from (${sql}) as freed where matches > 0)`,
  );
  const offers = offersTableSql(context, hasWords(deps.toWish(query)), parameters);
  return { sql: `with ${offers} ${parts.join(' union all ')}`, read };
}

/** Up to the cheapest that is too dear, or down to the dearest that is too cheap, in whole units. */
function nearestPrices(
  query: SearchQuery,
  { toWish, currency }: RelaxationDeps,
  parameters: Parameters,
): Question[] {
  const { constraints } = query;
  if (isNoRange(constraints)) return [];
  const widened = (bound: 'priceMin' | 'priceMax', nearest: string, compare: '<=' | '>='): Question[] => {
    if (constraints[bound] === undefined) return [];
    const matching = matchingSql(toWish({ ...query, constraints: without(constraints, bound) }), parameters);
    return [
      {
        sql: `select cast(nearest as string) as detail, countif(price ${compare} nearest) as matches
          from (select price, cast(${nearest} as int64) * 100 as nearest from (${matching}) as matched) as priced
          group by nearest`,
        read: (detail) => {
          const price = Number(detail);
          const words = bound === 'priceMax' ? 'up to' : 'from';
          return {
            constraint: 'price',
            label: `${words} ${wholeMoney(price, currency)}`,
            constraints: { ...constraints, [bound]: price } satisfies Constraints,
          };
        },
      },
    ];
  };
  return [
    ...widened('priceMax', 'ceil(min(price) over () / 100)', '<='),
    ...widened('priceMin', 'floor(max(price) over () / 100)', '>='),
  ];
}

/** The colours that the rest of the wish does come in, most first. */
function otherColours(query: SearchQuery, { toWish }: RelaxationDeps, parameters: Parameters): Question[] {
  if (!query.constraints.colours?.length) return [];
  const rest = dropConstraint(query.constraints, 'colours');
  const wish = toWish({ ...query, constraints: rest });
  const variant = variantWhereSql(rest, wish.leaveOutSoldOut, parameters);
  return [
    {
      sql: `select detail, matches from (
        select detail, matches, row_number() over (order by matches desc, detail) as place from (
          select colour as detail, count(distinct id) as matches from offers
          where ${productWhereSql(wish, parameters)} and ${variant} and colour is not null group by colour
        ) as counted) as placed where place <= ${MOST_COLOURS}`,
      read: (detail) => ({
        constraint: 'colours',
        label: `in ${detail}`,
        constraints: { ...rest, colours: [detail as BaseColour] },
      }),
    },
  ];
}
