import { stemmer } from 'stemmer';
import { withinEdits } from '../../understanding/misspelling.js';

/** More words than a catalog has; beyond, the rarest are not known. Keeps memory within some 60 MB. */
export const MOST_CATALOG_WORDS = 200_000;

const MOST_FORMS = 6;
const MOST_BEGINNINGS = 8;
const MOST_NEIGHBOURS = 3;
const SHORTEST_BEGINNING = 4;
const SHORTEST_MISSPELT = 4;
/** From this length on two slips are forgiven. */
const LONG_WORD = 9;
const LONGEST_WORD = 40;

/** Every word of the catalog and how many products have it. */
export interface CatalogWords {
  knows(word: string): boolean;
  /** Words with the same stem, the most common first, without the word itself. */
  formsOf(word: string): string[];
  /** Words that begin with these letters, the most common first; none for fewer than four letters. */
  beginningWith(letters: string): string[];
  /** The nearest words, one edit away or, for long words, two; nearest and most common first. */
  near(word: string): string[];
}

/** @param counted words as `wordsOf` cuts them, each once, with the number of products that have it. */
export function createCatalogWords(
  counted: Iterable<readonly [word: string, products: number]>,
): CatalogWords {
  const words = [...counted]
    .filter(([word]) => word.length <= LONGEST_WORD)
    .sort(([a, many], [b, more]) => more - many || compare(a, b))
    .slice(0, MOST_CATALOG_WORDS)
    .map(([word]) => word);
  const places = new Map(words.map((word, place) => [word, place]));
  const byStem = new Map<string, string[]>();
  for (const word of words) {
    const stem = stemOf(word);
    const forms = byStem.get(stem);
    if (forms) forms.push(word);
    else byStem.set(stem, [word]);
  }
  const sorted = [...words].sort(compare);
  const letters = Int32Array.from(words, lettersOf);
  const mostCommonFirst = (a: string, b: string) => (places.get(a) ?? 0) - (places.get(b) ?? 0);

  return {
    knows: (word) => places.has(word),
    formsOf(word) {
      const forms = byStem.get(stemOf(word)) ?? [];
      return forms.filter((form) => form !== word).slice(0, MOST_FORMS);
    },
    beginningWith(start) {
      if (start.length < SHORTEST_BEGINNING) return [];
      const found: string[] = [];
      for (let place = firstFrom(sorted, start); sorted[place]?.startsWith(start); place++) {
        found.push(sorted[place] ?? '');
      }
      return found.sort(mostCommonFirst).slice(0, MOST_BEGINNINGS);
    },
    near(word) {
      if (word.length < SHORTEST_MISSPELT || word.length > LONGEST_WORD || /\d/.test(word)) return [];
      const most = word.length >= LONG_WORD ? 2 : 1;
      const candidates = withSimilarLetters(words, letters, word, most);
      // One edit beats two, however common the other word is.
      for (let edits = 1; edits <= most; edits++) {
        const near = candidates.filter((candidate) => withinEdits(word, candidate, edits));
        if (near.length > 0) return near.slice(0, MOST_NEIGHBOURS);
      }
      return [];
    },
  };
}

/** What "dress" and "dresses", "stripe" and "striped" have in common. */
export function stemOf(word: string): string {
  return stemmer(word);
}

/**
 * Words that can be within so many edits: of similar length, and with nearly the same letters. Each edit
 * changes at most two bits of the letters; looking at two numbers spares comparing most words.
 */
function withSimilarLetters(
  words: readonly string[],
  letters: Int32Array,
  word: string,
  edits: number,
): string[] {
  const wanted = lettersOf(word);
  return words.filter(
    (candidate, place) =>
      Math.abs(candidate.length - word.length) <= edits &&
      bitsIn((letters[place] ?? 0) ^ wanted) <= 2 * edits,
  );
}

/** One bit for each letter that occurs; letters beyond a to z share the rest. */
function lettersOf(word: string): number {
  let bits = 0;
  for (let index = 0; index < word.length; index++) {
    const code = word.charCodeAt(index) - 97;
    bits |= 1 << (code >= 0 && code < 26 ? code : 26 + (Math.abs(code) % 6));
  }
  return bits;
}

function bitsIn(number: number): number {
  let bits = number - ((number >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function firstFrom(sorted: readonly string[], start: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compare(sorted[middle] ?? '', start) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** By code units: the same everywhere, whatever the locale. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
