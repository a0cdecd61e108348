import {
  type Act,
  type Constraints,
  type Currency,
  decimalsOf,
  refineConstraints,
  startSearch,
  type Understanding,
  type UnderstandingContext,
} from '../domain/index.js';
import type { Catalog } from './ports/index.js';

/** Of so few things none is cheap; they are only sorted by price. */
const LEAST_TO_COMPARE = 6;
/** "Cheap" is the lower third of what things of the kind cost. */
const SHARE = 1 / 3;

/**
 * Gives "cheap" a limit: the price up to which a third of the same category, for the same people, can be had just now,
 * rounded up to a whole unit. Where no category is known, it stays a matter of sorting.
 */
export async function limitCheap(
  understanding: Understanding,
  { constraints }: Pick<UnderstandingContext, 'constraints'>,
  catalog: Pick<Catalog, 'search'>,
  currency: Currency,
): Promise<Understanding> {
  const limited = async <Read extends Act>(act: Read): Promise<Read> => {
    if (!act.cheap) return act;
    const wanted =
      act.intent === 'refine' ? refineConstraints(constraints, act) : startSearch(constraints, act);
    const priceMax = await lowerThird(wanted, catalog, currency);
    if (priceMax === undefined) {
      const { cheap, ...rest } = act;
      return rest as Read;
    }
    return { ...act, slots: { ...act.slots, priceMax } };
  };
  const { next } = understanding;
  if (!understanding.cheap && !next?.some(({ cheap }) => cheap)) return understanding;
  const first = await limited(understanding);
  return next ? { ...first, next: await Promise.all(next.map(limited)) } : first;
}

async function lowerThird(
  { category, department }: Constraints,
  catalog: Pick<Catalog, 'search'>,
  currency: Currency,
): Promise<number | undefined> {
  if (!category) return undefined;
  const kind = {
    constraints: { category, ...(department ? { department } : {}) },
    sort: 'price_asc',
    soldOut: 'leave_out',
    limit: 1,
  } as const;
  const { total } = await catalog.search(kind);
  if (total < LEAST_TO_COMPARE) return undefined;
  const { items } = await catalog.search({ ...kind, offset: Math.ceil(total * SHARE) - 1 });
  const unit = 10 ** decimalsOf(currency);
  const [dearest] = items;
  return dearest && Math.ceil(dearest.price.amount / unit) * unit;
}
