import { type Department, THE_LOOK_CATEGORIES } from '../../../domain/index.js';
import { wordsOf } from '../understanding/utterance.js';
import { CATEGORY_WORDS } from '../understanding/words/categories.js';

/** Numbers that Google's taxonomy has for clothing, where a feed gives the number alone. */
const GOOGLE_NUMBERS: Readonly<Record<string, string>> = {
  '167': 'accessories',
  '203': 'outerwear',
  '204': 'pants',
  '207': 'shorts',
  '208': 'sleepwear',
  '209': 'socks',
  '211': 'swimwear',
  '212': 'shirts',
  '213': 'underwear',
  '214': 'bras',
  '215': 'hosiery',
  '1581': 'skirts',
  '1594': 'suits',
  '2271': 'dresses',
  '2562': 'underwear',
  '3032': 'handbags',
  '5250': 'jumpsuits',
  '5322': 'activewear',
  '5388': 'matching set',
  '5598': 'coats',
  '6551': 'handbags',
};
/** Segments that say nothing: everything here is clothing. */
const SAYS_NOTHING =
  /^(?:apparel(?: & accessories)?|clothing|clothes|home|all|products?|shop|sale|new|men|women|kids|unisex)s?$/i;
const MOST_WORDS = 4;
const LONGEST = 60;

type CategoryOf = (typeof CATEGORY_WORDS)[number]['category'];
const OWN_NAMES = new Map(THE_LOOK_CATEGORIES.map((name) => [name.toLowerCase(), name]));
const BY_PHRASE = new Map<string, CategoryOf>(
  CATEGORY_WORDS.flatMap(({ words, category }) =>
    words.flatMap((word) => formsOf(wordsOf(word).join(' ')).map((form) => [form, category] as const)),
  ),
);

/**
 * The category of a product by what its merchant says, the most telling first: the merchant's own type, Google's
 * category, the name. A path is read from its end. Where no word is one of ours, the merchant's own word stays.
 */
export function categoryOf(
  said: readonly (string | undefined)[],
  name: string,
  department: Department,
): string {
  const paths = said.flatMap((path) => (path ? [segmentsOf(path)] : []));
  for (const segments of paths) {
    for (const segment of segments) {
      const known = knownCategory(segment, department);
      if (known) return known;
    }
  }
  const [own] = paths.flat();
  if (own) return own.slice(0, LONGEST);
  return knownCategory(name, department) ?? 'Other';
}

function segmentsOf(path: string): string[] {
  return path
    .split(/[>/|]/)
    .map((segment) => GOOGLE_NUMBERS[segment.trim()] ?? segment.trim())
    .filter((segment) => segment !== '' && !SAYS_NOTHING.test(segment) && !/^\d+$/.test(segment))
    .reverse();
}

/** The longest phrase wins, and of several the last: a "sweater dress" is a dress. */
function knownCategory(text: string, department: Department): string | undefined {
  const own = OWN_NAMES.get(text.toLowerCase());
  if (own) return own;
  const words = wordsOf(text);
  let best: { length: number; category: CategoryOf } | undefined;
  for (let from = 0; from < words.length; from++) {
    for (let length = Math.min(MOST_WORDS, words.length - from); length > 0; length--) {
      const category = BY_PHRASE.get(words.slice(from, from + length).join(' '));
      if (!category) continue;
      if (!best || length >= best.length) best = { length, category };
      break;
    }
  }
  if (!best) return undefined;
  const { category } = best;
  return typeof category === 'string' ? category : (category[department] ?? Object.values(category)[0]);
}

function formsOf(phrase: string): string[] {
  return [phrase, `${phrase}s`, `${phrase}es`, phrase.replace(/y$/, 'ies')];
}
