import { readNumber } from './numbers.js';
import type { Utterance } from './utterance.js';
import { CURRENCY_WORDS, NAMED_NOTES, SIGNS } from './words/prices.js';

/** A sum of money, or a number that could be one. */
export interface Amount {
  /** Minor units. */
  cents: number;
  from: number;
  next: number;
  hasCurrency: boolean;
}

const LARGEST_CENTS = 1_000_000_000;

/** "$49.90", "50 bucks", "USD 20", "50€", "thirty five", "a tenner", "40ish". The currency itself is not converted. */
export function readAmount(utterance: Utterance, from: number): Amount | undefined {
  const start = from + prefixLength(utterance, from);
  const note = readNote(utterance, start);
  if (note) return { cents: note.value * 100, from, next: note.next, hasCurrency: true };
  const glued = readGlued(utterance, start);
  const number = glued ?? readNumber(utterance, start);
  if (!number || !utterance.isFree(from, number.next)) return undefined;
  const after = utterance.at(number.next) ?? '';
  // In "waist 32, $30" the sign belongs to the next number.
  const isSign = SIGNS.has(after) && !/^\d/.test(utterance.at(number.next + 1) ?? '');
  const suffix = isSign || CURRENCY_WORDS.has(after) ? 1 : 0;
  return {
    cents: Math.min(Math.round(number.value * 100), LARGEST_CENTS),
    from,
    next: number.next + suffix,
    hasCurrency: start > from || suffix > 0 || (glued?.currency ?? false),
  };
}

/** "$", "US$", "USD". */
function prefixLength(utterance: Utterance, from: number): number {
  const first = utterance.at(from) ?? '';
  if (SIGNS.has(first)) return 1;
  const second = utterance.at(from + 1) ?? '';
  if ((first === 'us' || first === 'rs' || first === 'usd') && SIGNS.has(second)) return 2;
  return CURRENCY_WORDS.has(first) && /^\d/.test(second) ? 1 : 0;
}

function readNote(utterance: Utterance, start: number): { value: number; next: number } | undefined {
  const article = utterance.at(start) === 'a' ? 1 : 0;
  const value = NAMED_NOTES.get(utterance.at(start + article) ?? '');
  if (value === undefined || !utterance.isFree(start, start + article + 1)) return undefined;
  return value < 1_000 || article === 1 ? { value, next: start + article + 1 } : undefined;
}

/** "50usd", "20eur", "40ish", "30bucks": written in one. */
function readGlued(
  utterance: Utterance,
  start: number,
): { value: number; next: number; currency: boolean } | undefined {
  const [, digits, word = ''] =
    /^(\d{1,6}(?:[.,]\d{1,2})?)(\p{L}{2,7})$/u.exec(utterance.at(start) ?? '') ?? [];
  if (!digits || !(CURRENCY_WORDS.has(word) || word === 'ish')) return undefined;
  return { value: Number(digits.replace(',', '.')), next: start + 1, currency: word !== 'ish' };
}
