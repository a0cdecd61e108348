import type { Department } from '../../../domain/index.js';
import { readNumber } from './numbers.js';
import { PhraseIndex } from './phrase-index.js';
import { type Utterance, wordsOf } from './utterance.js';

export interface SizeRead {
  size?: string;
  /** Said along with the size: "6 year old" is a child. */
  department?: Department;
}

const LETTER_SIZES: Readonly<Record<string, readonly string[]>> = {
  XS: ['xs', 'x small', 'xsmall', 'extra small'],
  S: ['small'],
  M: ['medium', 'med'],
  L: ['large'],
  XL: ['xl', 'x large', 'xlarge', 'extra large'],
  XXL: ['xxl', '2xl', 'xx large', 'double xl', 'extra extra large', 'double extra large'],
  XXXL: ['xxxl', '3xl', 'triple xl'],
  '1X': ['1x'],
  '2X': ['2x'],
  '3X': ['3x'],
  '4X': ['4x'],
  'One Size': ['one size', 'one size fits all', 'onesize', 'os'],
};
const SINGLE_LETTERS: Readonly<Record<string, string>> = { s: 'S', m: 'M', l: 'L' };
const LETTERS = new PhraseIndex(
  Object.entries(LETTER_SIZES).flatMap(([size, phrases]) =>
    phrases.map((phrase): [string[], string] => [wordsOf(phrase), size]),
  ),
);
/** Says that a size follows; otherwise a number is a price or a count. */
const SIZE_WORDS = new Set(['size', 'sized', 'sizes', 'sz', 'waist', 'w']);
/** A cut and not a size: "high waist". */
const RISES = new Set(['high', 'low', 'mid']);
const TODDLER_AGES = new Set(['2', '3', '4']);

/**
 * Reads and takes the size: "size M", "extra large", "32x34" (the waist counts: the catalog has no
 * lengths), "waist 32", "2T", "for my 6 year old".
 * @param known sizes as the catalog writes them; one that it does not know is kept as said.
 */
export function readSize(utterance: Utterance, known: ReadonlyMap<string, string>): SizeRead {
  const age = readAge(utterance, known);
  if (age) return age;
  for (let index = 0; index < utterance.length; index++) {
    const read = utterance.isFree(index) ? readSizeAt(utterance, index, known) : undefined;
    if (!read) continue;
    utterance.take(index, read.next);
    return { size: known.get(read.size.toLowerCase()) ?? read.size };
  }
  return {};
}

interface Read {
  size: string;
  next: number;
}

function readSizeAt(
  utterance: Utterance,
  index: number,
  known: ReadonlyMap<string, string>,
): Read | undefined {
  const announced = SIZE_WORDS.has(utterance.at(index) ?? '');
  if (announced && !RISES.has(utterance.at(index - 1) ?? '')) {
    const skipped = ['is', 'of', 'a', 'an', 'in', 'waist', 'to', 'size'].includes(
      utterance.at(index + 1) ?? '',
    )
      ? 2
      : 1;
    return readNamed(utterance, index + skipped, known);
  }
  return readLetters(utterance, index) ?? readWaist(utterance, index) ?? readLoneLetter(utterance, index);
}

/** After the word "size" nearly anything is one. */
function readNamed(
  utterance: Utterance,
  index: number,
  known: ReadonlyMap<string, string>,
): Read | undefined {
  if (!utterance.isFree(index)) return undefined;
  const token = utterance.at(index) ?? '';
  const letter = SINGLE_LETTERS[token];
  if (letter) return { size: letter, next: index + 1 };
  const named = readLetters(utterance, index) ?? readWaist(utterance, index);
  if (named) return named;
  if (known.has(token)) return { size: token, next: index + 1 };
  const number = readNumber(utterance, index);
  return number && number.value <= 100 ? { size: String(number.value), next: number.next } : undefined;
}

function readLetters(utterance: Utterance, index: number): Read | undefined {
  const found = LETTERS.matchAt(utterance, index);
  if (!found) return undefined;
  // "large M", "medium size": the word that only repeats the size goes with it.
  const next = SIZE_WORDS.has(utterance.at(found.to) ?? '') ? found.to + 1 : found.to;
  return { size: found.value, next };
}

/** "32x34", "32/34", "w32 l34", "32w", "32 waist", "32 inch waist", "2t". */
function readWaist(utterance: Utterance, index: number): Read | undefined {
  const token = utterance.at(index) ?? '';
  const both = /^w?(\d{2})[xw](?:l?\d{2}l?)?$/.exec(token) ?? /^w(\d{2})(?:l\d{2})?$/.exec(token);
  if (both?.[1]) return { size: both[1], next: afterLength(utterance, index + 1) };
  if (/^[2-5]t$/.test(token)) return { size: token.toUpperCase(), next: index + 1 };
  if (!/^\d{2}$/.test(token)) return undefined;
  const [next, then] = [utterance.at(index + 1) ?? '', utterance.at(index + 2) ?? ''];
  if (['x', '/', 'by'].includes(next) && /^\d{2}$/.test(then)) return { size: token, next: index + 3 };
  if (next === 'waist') return { size: token, next: index + 2 };
  if (['inch', 'in', 'inches'].includes(next) && then === 'waist') return { size: token, next: index + 3 };
  return undefined;
}

function afterLength(utterance: Utterance, index: number): number {
  return /^l?\d{2}l?$/.test(utterance.at(index) ?? '') && utterance.at(index)?.includes('l')
    ? index + 1
    : index;
}

/** A lone "M" in capitals, or at the end of a message of few words: "in m", "m please". */
function readLoneLetter(utterance: Utterance, index: number): Read | undefined {
  const size = SINGLE_LETTERS[utterance.at(index) ?? ''];
  if (!size) return undefined;
  const shouted = utterance.typed.every((token) => token === token.toUpperCase());
  const capital = utterance.typed[index] === size && !shouted;
  return capital || utterance.length <= 3 ? { size, next: index + 1 } : undefined;
}

function readAge(utterance: Utterance, known: ReadonlyMap<string, string>): SizeRead | undefined {
  for (let index = 0; index < utterance.length; index++) {
    const announced = utterance.at(index) === 'age' || utterance.at(index) === 'aged' ? 1 : 0;
    const number = readNumber(utterance, index + announced);
    if (!number || number.value > 16 || !utterance.isFree(index, number.next)) continue;
    const unit = utterance.at(number.next) ?? '';
    const years = ['year', 'years', 'yr', 'yrs'].includes(unit) ? 1 : 0;
    if (!announced && !years && unit !== 'yo') continue;
    const old = years && utterance.at(number.next + 1) === 'old' ? 1 : 0;
    utterance.take(index, number.next + (unit === 'yo' ? 1 : years + old));
    const age = String(number.value);
    const size = TODDLER_AGES.has(age) && known.has(`${age}t`) ? `${age}T` : age;
    return { size, department: 'Kids' };
  }
  return undefined;
}
