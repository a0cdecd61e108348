import { stemOf } from './catalog-words.js';
import type { Words } from './text-query.js';
import { wordsOf } from './words.js';

/** Other words for the same thing. */
export interface Synonyms {
  /** The longest run of words from `from` on that has synonyms, and these; in singular or plural. */
  at(words: Words, from: number): { length: number; meanings: readonly Words[] } | undefined;
}

const LONGEST_PHRASE = 4;
const MOST_IN_A_LINE = 20;

export const NO_SYNONYMS: Synonyms = { at: () => undefined };

/**
 * Reads a file of synonyms. A line `tee, t-shirt, tshirt` says that each means the others; a line
 * `hoody => hoodie, sweatshirt` that the left also finds the right, but not the other way round.
 * Text from `#` on is a remark. Throws one error that names every line that cannot be read, and why.
 * @param file named in errors.
 */
export function parseSynonyms(text: string, file = 'synonyms'): Synonyms {
  const meanings = new Map<string, Words[]>();
  const problems: string[] = [];
  for (const [index, raw] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = raw.replace(/#.*/, '').trim();
    if (!line) continue;
    const read = readLine(line);
    if (typeof read === 'string') problems.push(`${file}, line ${index + 1}: ${read}`);
    else for (const [from, to] of read) addMeaning(meanings, from, to);
  }
  if (problems.length > 0) throw new Error(`The synonyms cannot be read.\n${problems.join('\n')}`);
  return {
    at(words, from) {
      for (let length = Math.min(LONGEST_PHRASE, words.length - from); length > 0; length--) {
        const found = meanings.get(keyOf(words.slice(from, from + length)));
        if (found) return { length, meanings: found };
      }
      return undefined;
    },
  };
}

/** What a line says, as pairs; or what is wrong with it. */
function readLine(line: string): [Words, Words][] | string {
  const sides = line.split('=>');
  if (sides.length > 2) return 'there is more than one "=>"; write "word => other, words"';
  const [left = [], right] = sides.map((side) => side.split(',').map(wordsOf));
  const phrases = [...left, ...(right ?? [])];
  if (phrases.some((words) => words.length === 0)) return 'a word is missing beside a comma or "=>"';
  if (phrases.length < 2) return 'a word alone has no synonym; write "word, other" or "word => other"';
  if (phrases.length > MOST_IN_A_LINE)
    return `there are more than ${MOST_IN_A_LINE} words; use several lines`;
  const long = phrases.find((words) => words.length > LONGEST_PHRASE);
  if (long) return `"${long.join(' ')}" has more than ${LONGEST_PHRASE} words`;
  return left.flatMap((from) => (right ?? left).map((to): [Words, Words] => [from, to]));
}

function addMeaning(meanings: Map<string, Words[]>, from: Words, to: Words): void {
  const key = keyOf(from);
  if (key === keyOf(to)) return;
  const known = meanings.get(key) ?? [];
  if (!known.some((words) => words.join(' ') === to.join(' '))) known.push(to);
  meanings.set(key, known);
}

/** Singular and plural of a phrase are one key. */
function keyOf(words: Words): string {
  return words.map(stemOf).join(' ');
}
