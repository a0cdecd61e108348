import { BaseColour, Department } from '../../../domain/index.js';
import type { Vocabulary } from '../../ports/index.js';
import { PhraseIndex } from './phrase-index.js';
import { wordsOf } from './utterance.js';
import { BRAND_NICKNAMES, WORDLIKE_BRANDS } from './words/brands.js';
import { CATEGORY_WORDS, NARROWING } from './words/categories.js';
import { COLOUR_WORDS } from './words/colours.js';
import { DEPARTMENT_WORDS } from './words/departments.js';
import { FILLERS } from './words/fillers.js';

export interface CategorySense {
  category: string | Partial<Record<Department, string>>;
  /** Search text that keeps "belts" from meaning all accessories. */
  narrow?: string;
}

/** The catalog's own words, ready to be found in messages. */
export interface Gazetteer {
  version: number;
  /** The same for vocabularies of the same words. */
  fingerprint: string;
  brands: PhraseIndex<string>;
  categories: PhraseIndex<CategorySense>;
  colours: PhraseIndex<BaseColour>;
  departments: PhraseIndex<Department>;
  /** Lower case to the catalog's way of writing. */
  sizes: ReadonlyMap<string, string>;
  /** Whether a word that several categories are called by gets the likeliest name; else it is searched for. */
  guesses: boolean;
  knowsCategory(category: string): boolean;
}

const COLOURS = new PhraseIndex<BaseColour>(
  BaseColour.options.flatMap((colour) =>
    COLOUR_WORDS[colour].map((phrase): [string[], BaseColour] => [wordsOf(phrase), colour]),
  ),
  true,
);
const DEPARTMENTS = new PhraseIndex<Department>(
  Department.options.flatMap((department) =>
    DEPARTMENT_WORDS[department].map((phrase): [string[], Department] => [wordsOf(phrase), department]),
  ),
  true,
);
/** Words that some brand is called by but that nearly always mean themselves. */
const EVERYDAY_WORDS: ReadonlySet<string> = new Set([
  ...FILLERS,
  ...Object.values(COLOUR_WORDS).flat(),
  ...CATEGORY_WORDS.flatMap(({ words }) => words.flatMap((word) => [word, ...plurals(word)])),
]);

export function fingerprint({ categories, brands, sizes }: Vocabulary): string {
  return JSON.stringify([categories, brands, sizes]);
}

/** Takes tens of milliseconds for thousands of brands, so it is made anew only when the words change. */
export function createGazetteer(vocabulary: Vocabulary, { guesses = false } = {}): Gazetteer {
  const categories = new Set(vocabulary.categories);
  return {
    version: vocabulary.version,
    fingerprint: fingerprint(vocabulary),
    brands: new PhraseIndex(
      [...vocabulary.brands.flatMap(brandPhrases), ...nicknames(vocabulary.brands)],
      true,
    ),
    categories: new PhraseIndex(categoryPhrases(vocabulary.categories), true),
    colours: COLOURS,
    departments: DEPARTMENTS,
    guesses,
    sizes: new Map(vocabulary.sizes.map((size) => [size.toLowerCase(), size])),
    // An empty vocabulary means that the catalog could not be read, not that it has no jeans.
    knowsCategory: (category) => categories.size === 0 || categories.has(category),
  };
}

/** "Harlow & Finch" is also written "harlow and finch"; a brand called "Active" only counts as "by Active". */
function brandPhrases(brand: string): [string[], string][] {
  const words = wordsOf(brand);
  const [only] = words;
  if (
    words.length === 1 &&
    only !== undefined &&
    !WORDLIKE_BRANDS.has(only) &&
    (EVERYDAY_WORDS.has(only) || only.length < 2)
  ) {
    return [
      [['by', only], brand],
      [['brand', only], brand],
    ];
  }
  const possessive = /^(\p{L}{4,})['’]s$/u.exec(brand)?.[1];
  if (possessive)
    return [
      [words, brand],
      [wordsOf(possessive), brand],
    ];
  if (!brand.includes('&')) return [[words, brand]];
  const spoken = wordsOf(brand.replaceAll('&', ' and '));
  return [
    [words, brand],
    [spoken, brand],
  ];
}

/** Nicknames of the brands that are there; one brand may be written differently in the catalog. */
function nicknames(brands: readonly string[]): [string[], string][] {
  const known = new Map(brands.map((brand) => [brand.toLowerCase(), brand]));
  return Object.entries(BRAND_NICKNAMES).flatMap(([nickname, brand]): [string[], string][] => {
    const written = known.get(brand.toLowerCase());
    return written && !known.has(nickname) ? [[wordsOf(nickname), written]] : [];
  });
}

/** Everyday words in singular and plural, then the catalog's own names. */
function categoryPhrases(names: readonly string[]): [string[], CategorySense][] {
  const everyday = CATEGORY_WORDS.flatMap(({ words, category, narrow }) =>
    words.flatMap((word) => {
      return [word, ...plurals(word)].map((phrase): [string[], CategorySense] => [
        wordsOf(phrase),
        { category, ...(narrow ? { narrow: NARROWING[word] ?? phrase } : {}) },
      ]);
    }),
  );
  const known = new Set(everyday.map(([words]) => words.join(' ')));
  const own = names
    .flatMap((name): [string[], CategorySense][] => [
      [wordsOf(name), { category: name }],
      [wordsOf(name.replaceAll('&', ' and ')), { category: name }],
    ])
    // "Plus" joins things more often than it names the category, which is called "plus size".
    .filter(([words]) => !known.has(words.join(' ')) && words.join(' ') !== 'plus');
  return [...everyday, ...own];
}

function plurals(word: string): string[] {
  if (/(s|wear|clothes|outerwear|maternity)$/.test(word))
    return /(ss|ass|dress)$/.test(word) ? [`${word}es`] : [];
  if (/[^aeiou]y$/.test(word)) return [`${word.slice(0, -1)}ies`];
  if (/(x|ch|sh)$/.test(word)) return [`${word}es`];
  return word === 'scarf' ? ['scarves', 'scarfs'] : [`${word}s`];
}
