import type { Department } from '../../../domain/index.js';
import { readNumber } from './numbers.js';
import { PhraseIndex } from './phrase-index.js';
import { type Utterance, wordsOf } from './utterance.js';
import {
  LETTER_SIZES,
  NOT_A_SIZE_BEFORE,
  PEOPLE,
  REGIONS,
  RISES,
  SINGLE_LETTERS,
  SIZE_WORDS,
  SKIPPED_AFTER_SIZE,
} from './words/sizes.js';

export interface SizeRead {
  size?: string;
  /** Said along with the size: "6 year old" is a child. */
  department?: Department;
}

const LETTERS = new PhraseIndex(
  Object.entries(LETTER_SIZES).flatMap(([size, phrases]) =>
    phrases.map((phrase): [string[], string] => [wordsOf(phrase), size]),
  ),
);
const CUTS_NAMED_FOR = new Set(['mens', 'womens', 'kids', 'boys', 'girls', 'ladies']);
const TODDLER_AGES = new Set(['2', '3', '4']);

/**
 * Reads and takes the size: "size M", "extra large", "32x34" (the waist counts: the catalog has no
 * lengths), "waist 32", "2T", "for my 6 year old".
 * @param known sizes as the catalog writes them; one that it does not know is kept as said.
 */
export function readSize(utterance: Utterance, known: ReadonlyMap<string, string>): SizeRead {
  const named = readAnnounced(utterance, known);
  const age = readAge(utterance, known);
  if (named) return { size: named, ...(age ? { department: age.department } : {}) };
  if (age) return age;
  for (let index = 0; index < utterance.length; index++) {
    const read = utterance.isFree(index) ? readSizeAt(utterance, index, known) : undefined;
    if (!read) continue;
    utterance.take(index, read.next, 'size');
    return { size: known.get(read.size.toLowerCase()) ?? read.size };
  }
  return {};
}

/** A size that is called one comes first: "size 10 for my 9 year old". */
function readAnnounced(utterance: Utterance, known: ReadonlyMap<string, string>): string | undefined {
  const index = utterance.tokens.findIndex((word) => word === 'size' || word === 'sz');
  const read = index < 0 ? undefined : readNamed(utterance, afterSkipped(utterance, index + 1), known);
  if (!read) return undefined;
  utterance.take(index, read.next, 'size');
  return known.get(read.size.toLowerCase()) ?? read.size;
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
  const word = utterance.at(index) ?? '';
  if (SIZE_WORDS.has(word) && !RISES.has(utterance.at(index - 1) ?? '')) {
    const named = readNamed(utterance, afterSkipped(utterance, index + 1), known);
    if (named) return named;
  }
  return (
    readLetters(utterance, index) ??
    readWaist(utterance, index) ??
    readRegional(utterance, index) ??
    readBra(utterance, index) ??
    readOfPerson(utterance, index) ??
    readLoneLetter(utterance, index)
  );
}

/** "Size is a UK 12", "waist of 32", "size: about a 10". */
function afterSkipped(utterance: Utterance, index: number): number {
  let next = index;
  while (next < index + 3 && SKIPPED_AFTER_SIZE.has(utterance.at(next) ?? '')) next++;
  return next;
}

/** "UK 12", "US 8", "EU 38": the number said; sizes of different countries are not converted. */
function readRegional(utterance: Utterance, index: number): Read | undefined {
  if (!REGIONS.has(utterance.at(index) ?? '')) return undefined;
  const skipped = utterance.at(index + 1) === 'size' ? 1 : 0;
  const number = readNumber(utterance, index + 1 + skipped);
  const fits = number?.digits && number.value <= 60 && utterance.isFree(index, number.next);
  return fits ? { size: String(number.value), next: number.next } : undefined;
}

/** "He's a 34", "I'm a women's 12": people are said to be their size. */
function readOfPerson(utterance: Utterance, index: number): Read | undefined {
  const first = CUTS_NAMED_FOR.has(utterance.at(index - 1) ?? '') ? index - 3 : index;
  if (!PEOPLE.has(utterance.at(first) ?? '') || utterance.at(first + 1) !== 'a') return undefined;
  // What they are cut for says for whom: that word is left to be read.
  const number = readNumber(utterance, first === index ? index + 2 : index);
  const ends = number && !/^(?:year|yr|percent|%)/.test(utterance.at(number.next) ?? '');
  return number?.digits && ends && number.value <= 60
    ? { size: String(number.value), next: number.next }
    : undefined;
}

/** "34B", "32dd": a band and a cup. */
function readBra(utterance: Utterance, index: number): Read | undefined {
  const token = utterance.at(index) ?? '';
  return /^(?:3[0-9]|4[0-6])(?:a{1,2}|b|c|d{1,3}|e|f|g)$/.test(token)
    ? { size: token.toUpperCase(), next: index + 1 }
    : undefined;
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
  if (!number || number.value > 100) return undefined;
  const repeats =
    utterance.at(number.next) === 'waist' || REGIONS.has(utterance.at(number.next) ?? '') ? 1 : 0;
  return { size: String(number.value), next: number.next + repeats };
}

function readLetters(utterance: Utterance, index: number): Read | undefined {
  const found = LETTERS.matchAt(utterance, index);
  const spoken = /^(?:small|medium|large)$/.test(found?.phrase ?? '');
  if (!found || (spoken && isNoSize(utterance, found.from, found.to))) return undefined;
  // "large M", "medium size": the word that only repeats the size goes with it.
  const next = SIZE_WORDS.has(utterance.at(found.to) ?? '') ? found.to + 1 : found.to;
  return { size: found.value, next };
}

/** "Small logo", "do they run small". */
function isNoSize(utterance: Utterance, from: number, to: number): boolean {
  return (
    NOT_A_SIZE_BEFORE.has(utterance.at(to) ?? '') ||
    /^(?:run|runs|running|too|so)$/.test(utterance.at(from - 1) ?? '')
  );
}

/** "32x34", "32/34", "w32 l34", "32w", "32 waist", "32 inch waist", "2t". */
function readWaist(utterance: Utterance, index: number): Read | undefined {
  const token = utterance.at(index) ?? '';
  const both = /^w?(\d{2})[xw](?:l?\d{2}l?)?$/.exec(token) ?? /^w(\d{2})(?:l\d{2})?$/.exec(token);
  if (both?.[1]) return { size: both[1], next: afterLength(utterance, index + 1) };
  if (/^[2-5]t$/.test(token)) return { size: token.toUpperCase(), next: index + 1 };
  if (/^w$/.test(token) && /^\d{2}$/.test(utterance.at(index + 1) ?? ''))
    return { size: utterance.at(index + 1) ?? '', next: afterLength(utterance, index + 2) };
  const chest = /^(3[4-9]|4\d|5\d)[rsl]$/.exec(token)?.[1];
  if (chest) return { size: chest, next: index + 1 };
  if (/^\d{1,2}$/.test(token) && ['petite', 'tall', 'regular'].includes(utterance.at(index + 1) ?? ''))
    return { size: token, next: index + 2 };
  if (!/^\d{2}$/.test(token)) return undefined;
  const [next, then] = [utterance.at(index + 1) ?? '', utterance.at(index + 2) ?? ''];
  if (['x', '/', 'by'].includes(next) && /^\d{2}$/.test(then)) return { size: token, next: index + 3 };
  if (next === 'waist' || next === 'w') return { size: token, next: afterLength(utterance, index + 2) };
  if (['inch', 'in', 'inches'].includes(next) && then === 'waist') return { size: token, next: index + 3 };
  return undefined;
}

function afterLength(utterance: Utterance, index: number): number {
  const [first = '', second = ''] = [utterance.at(index), utterance.at(index + 1)];
  if (/^\d{2}$/.test(first) && ['l', 'length', 'leg', 'inseam'].includes(second)) return index + 2;
  if (['l', 'length', 'leg', 'inseam'].includes(first) && /^\d{2}$/.test(second)) return index + 2;
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

const CHILDREN = new Set(
  'son daughter kid kids child boy girl toddler nephew niece grandson granddaughter grandkid little'.split(
    ' ',
  ),
);

function isOfChild({ tokens }: Utterance): boolean {
  return tokens.some((word) => CHILDREN.has(word));
}

/** "For my 6 year old", "age 8", "my son, he's 8". */
function readAge(utterance: Utterance, known: ReadonlyMap<string, string>): SizeRead | undefined {
  for (let index = 0; index < utterance.length; index++) {
    const announced = utterance.at(index) === 'age' || utterance.at(index) === 'aged' ? 1 : 0;
    const number = readNumber(utterance, index + announced);
    if (!number || number.value > 16 || !utterance.isFree(index, number.next)) continue;
    const unit = utterance.at(number.next) ?? '';
    const years = ['year', 'years', 'yr', 'yrs'].includes(unit) ? 1 : 0;
    const told = ['hes', 'shes', 'is', 'turning', 'turns', 'whos'].includes(utterance.at(index - 1) ?? '');
    const ofChild = told && isOfChild(utterance) && !['to', 'and', 'x'].includes(unit);
    if (!announced && !years && unit !== 'yo' && !ofChild) continue;
    const old = years && utterance.at(number.next + 1) === 'old' ? 1 : 0;
    utterance.take(index, number.next + (unit === 'yo' ? 1 : years + old), 'size');
    const age = String(number.value);
    const size = TODDLER_AGES.has(age) && known.has(`${age}t`) ? `${age}T` : age;
    return { size, department: 'Kids' };
  }
  return undefined;
}
