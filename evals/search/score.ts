import type { Catalog, Understander } from '../../activities/ports/index.js';
import type { Constraints, Product } from '../../domain/index.js';
import { CASES } from './cases/index.js';
import { broken, grade } from './judge.js';
import { ndcgAt10 } from './ndcg.js';
import type { SearchCase } from './search-case.js';

/** `understood`: as the chat reads it, constraints and words; `text`: all of it as words. */
export type Mode = 'understood' | 'text';

export interface CaseScore {
  group: string;
  query: string;
  mode: Mode;
  /** For what the shop does not have: 1 when nothing was shown. Undefined where this catalog happens to have none. */
  ndcg: number | undefined;
  /** Of what was shown, how much breaks what was said. */
  shown: number;
  violations: number;
}

export interface Scores {
  cases: CaseScore[];
  /** By mode, and within it by group. */
  figures: { mode: Mode; group: string; queries: number; ndcg: number; violationRate: number }[];
}

export interface Judged {
  catalog: Pick<Catalog, 'search'>;
  understander: Understander;
  /** Everything that is for sale. */
  products: readonly Product[];
}

const SHOWN = 10;
const NO_CONTEXT = { constraints: {}, shownCount: 0, cartCount: 0 };

/** Asks everything there is to ask, and judges what is shown. */
export async function scoreSearch(judged: Judged): Promise<Scores> {
  const cases: CaseScore[] = [];
  for (const [group, some] of Object.entries(CASES)) {
    for (const each of some) {
      cases.push({ group, ...(await scoreCase(each, 'understood', judged)) });
      if (canBeSaidInWords(each)) cases.push({ group, ...(await scoreCase(each, 'text', judged)) });
    }
  }
  return { cases, figures: figuresOf(cases) };
}

async function scoreCase(asked: SearchCase, mode: Mode, judged: Judged): Promise<Omit<CaseScore, 'group'>> {
  const constraints = mode === 'text' ? { text: asked.query } : await understood(asked.query, judged);
  const { items } = await judged.catalog.search({ constraints, limit: SHOWN });
  const shown = items.map((item) => grade(item, asked));
  const all = judged.products.map((product) => grade(product, asked));
  return {
    query: asked.query,
    mode,
    ndcg: asked.nothing ? Number(items.length === 0) : ndcgAt10(shown, all),
    shown: items.length,
    // Words alone promise nothing about prices, sizes and colours.
    violations: mode === 'text' ? 0 : items.filter((item) => broken(item, asked.must).length > 0).length,
  };
}

/** The first message of a conversation. What is not read as a wish is asked for as it stands. */
async function understood(query: string, { understander }: Judged): Promise<Constraints> {
  const { intent, slots } = await understander.understand(query, NO_CONTEXT);
  const isWish = intent === 'search' || intent === 'refine';
  return isWish && Object.keys(slots).length > 0 ? slots : { text: query.slice(0, 200) };
}

/** A few words without prices, sizes and colours: what is typed into the search box of a shop. */
function canBeSaidInWords({ query, must }: SearchCase): boolean {
  const { priceMin, priceMax, size, colours } = must;
  return (
    query.split(' ').length <= 4 && [priceMin, priceMax, size, colours].every((each) => each === undefined)
  );
}

function figuresOf(cases: readonly CaseScore[]): Scores['figures'] {
  const modes: Mode[] = ['understood', 'text'];
  return modes.flatMap((mode) =>
    ['all', ...Object.keys(CASES)].map((group) => {
      const of = cases.filter((each) => each.mode === mode && (group === 'all' || each.group === group));
      const worth = of.flatMap(({ ndcg }) => (ndcg === undefined ? [] : [ndcg]));
      const sum = (value: (score: CaseScore) => number) => of.reduce((total, each) => total + value(each), 0);
      return {
        mode,
        group,
        queries: of.length,
        ndcg: worth.reduce((total, each) => total + each, 0) / Math.max(1, worth.length),
        violationRate:
          sum(({ violations }) => violations) /
          Math.max(
            1,
            sum(({ shown }) => shown),
          ),
      };
    }),
  );
}
