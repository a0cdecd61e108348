import type { Catalog } from '../../activities/ports/index.js';
import type { Constraints, Product } from '../../domain/index.js';

/** More words than this are not tried one by one. */
const MOST_WORDS = 10;

/**
 * The best matches of a wish. Where nothing has all of its words, words give way: first those that nothing
 * has, then one, then all but one. Every other constraint holds throughout, whoever said it; a wish of which nothing is
 * left but words that nothing has finds nothing.
 */
export async function bestMatches(
  catalog: Pick<Catalog, 'search'>,
  wish: Constraints,
  limit: number,
): Promise<Product[]> {
  const find = async (constraints: Constraints, most = limit) =>
    (await catalog.search({ constraints, limit: most })).items;
  const whole = await find(wish);
  if (whole.length > 0 || wish.text === undefined) return whole;

  const { text, ...rest } = wish;
  const words = text.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS);
  const unwanted = words.filter((word) => word.startsWith('-'));
  const wanted = words.filter((word) => !word.startsWith('-'));
  const withWords = (some: readonly string[]) => ({ ...rest, text: [...some, ...unwanted].join(' ') });

  const known: string[] = [];
  for (const word of wanted) if ((await find(withWords([word]), 1)).length > 0) known.push(word);
  if (known.length === 0) {
    const isMore = Object.keys(rest).length > 0;
    return isMore ? find(unwanted.length > 0 ? withWords([]) : rest) : [];
  }
  if (known.length < wanted.length) {
    const found = await find(withWords(known));
    if (found.length > 0) return found;
  }
  // In English the last word is the thing, and those before it describe it: the first gives way first.
  const withoutOne = known.map((_, index) => known.toSpliced(index, 1));
  const nearly = known.length > 1 ? await findEach(withoutOne, withWords, find) : [];
  if (nearly.length > 0) return takeTurns(nearly, limit);
  const single = known.toReversed().map((word) => [word]);
  return takeTurns(await findEach(single, withWords, find), limit);
}

async function findEach(
  choices: readonly string[][],
  withWords: (words: readonly string[]) => Constraints,
  find: (constraints: Constraints) => Promise<Product[]>,
): Promise<Product[][]> {
  const lists: Product[][] = [];
  for (const choice of choices) lists.push(await find(withWords(choice)));
  return lists.filter((list) => list.length > 0);
}

/** The first of each list, then the second of each, and so on; each product once. */
function takeTurns(lists: readonly Product[][], limit: number): Product[] {
  const taken = new Map<Product['id'], Product>();
  const longest = Math.max(0, ...lists.map(({ length }) => length));
  for (let place = 0; place < longest; place++) {
    for (const list of lists) {
      const product = list[place];
      if (product) taken.set(product.id, taken.get(product.id) ?? product);
    }
  }
  return [...taken.values()].slice(0, limit);
}
