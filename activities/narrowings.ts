import {
  type ConstraintName,
  type Constraints,
  type Currency,
  type Department,
  formatMoney,
  money,
  type Narrowing,
} from '../domain/index.js';
import type { Facets } from './ports/index.js';

const MOST_NARROWINGS = 5;
/** What leaves nearly everything does not help, and what leaves hardly anything was not asked for. */
const USEFUL_SHARE = { least: 0.05, most: 0.75 };
const MOST_OF_A_KIND = 2;
const DEPARTMENT_WORDS: Readonly<Record<Department, string>> = {
  Men: 'For men',
  Women: 'For women',
  Kids: 'For kids',
};

/**
 * A handful of ways to narrow a wish that much meets: for whom, of what kind, up to which price, in which colour, of
 * which brand. Each leaves a useful part, and says how many; the same facets always give the same list.
 * @param total how many meet the wish so far.
 */
export function suggestNarrowings(
  constraints: Constraints,
  facets: Facets,
  total: number,
  currency: Currency,
): Narrowing[] {
  const isUseful = ({ count }: { count: number }) =>
    count >= total * USEFUL_SHARE.least && count <= total * USEFUL_SHARE.most;
  const narrow = (
    constraint: ConstraintName,
    label: string,
    more: Constraints,
    count: number,
  ): Narrowing => ({
    constraint,
    label,
    constraints: { ...constraints, ...more },
    count,
    ...(facets.estimated ? { estimated: true as const } : {}),
  });
  const kinds: Narrowing[][] = [
    facets.departments
      .filter(isUseful)
      .map(({ value, count }) => narrow('department', DEPARTMENT_WORDS[value], { department: value }, count)),
    facets.categories
      .filter(isUseful)
      .map(({ value, count }) => narrow('category', `Only ${value}`, { category: value }, count)),
    pricesUpTo(facets)
      .filter(isUseful)
      .map(({ most, count }) =>
        narrow(
          'price',
          `Up to ${formatMoney(money(most, currency)).replace(/\.00$/, '')}`,
          { priceMax: most },
          count,
        ),
      ),
    facets.colours
      .filter(isUseful)
      .map(({ value, count }) => narrow('colours', `In ${value}`, { colours: [value] }, count)),
    facets.brands
      .filter(isUseful)
      .map(({ value, count }) => narrow('brand', `By ${value}`, { brand: value }, count)),
  ];
  return takeTurns(kinds.map((kind) => kind.slice(0, MOST_OF_A_KIND))).slice(0, MOST_NARROWINGS);
}

/** How many cost up to the end of each range; the one nearest to half of them first, for it says most. */
function pricesUpTo({ prices }: Facets): { most: number; count: number }[] {
  const all = prices.reduce((sum, { count }) => sum + count, 0);
  let count = 0;
  const steps = prices.flatMap((bucket) => {
    count += bucket.count;
    return bucket.max === undefined ? [] : [{ most: bucket.max, count }];
  });
  return steps.sort((a, b) => Math.abs(a.count - all / 2) - Math.abs(b.count - all / 2)).slice(0, 1);
}

/** One of each kind before a second of any. */
function takeTurns(kinds: readonly Narrowing[][]): Narrowing[] {
  return Array.from({ length: MOST_OF_A_KIND }, (_, turn) =>
    kinds.flatMap((kind) => kind.slice(turn, turn + 1)),
  ).flat();
}
