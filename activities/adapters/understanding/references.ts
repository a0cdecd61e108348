import type { Reference } from '../../../domain/index.js';
import { readNumber } from './numbers.js';
import type { Utterance } from './utterance.js';

const ORDINALS = [
  'first',
  'second',
  'third',
  'fourth',
  'fifth',
  'sixth',
  'seventh',
  'eighth',
  'ninth',
  'tenth',
];
const NUMBER_WORDS = new Set(['number', 'no', 'nr', 'option', 'item', '#', 'num']);
const THINGS = new Set(['one', 'ones', 'item', 'product', 'option', 'result', 'pair', 'thing']);
const POINTING = new Set(['it', 'that', 'this', 'them', 'those', 'these', 'both']);
const LARGEST_PLACE = 50;

export interface ReferenceRead {
  reference?: Reference;
  /** "it", "that one": something on screen is meant, but not which. */
  points: boolean;
}

/** Reads and takes which of the things on screen is meant: "the second one", "#2", "number 3", "last". */
export function readReference(utterance: Utterance): ReferenceRead {
  for (let index = 0; index < utterance.length; index++) {
    const read = readPlace(utterance, index);
    if (!read) continue;
    const things = THINGS.has(utterance.at(read.next) ?? '') ? 1 : 0;
    utterance.take(utterance.at(index - 1) === 'the' ? index - 1 : index, read.next + things);
    return { reference: { ordinal: read.ordinal }, points: true };
  }
  return { points: utterance.tokens.some((word) => POINTING.has(word)) };
}

/** "S-100042", "order 100042", "order number S-100042": orders have numbers of six digits or more. */
export function readOrderNumber(text: string): string | undefined {
  const digits = /\b(?:s ?- ?|s|order (?:number |no\.? |nr\.? |# ?)?)(\d{6,9})\b/i.exec(text)?.[1];
  return digits && `S-${digits}`;
}

/** "two of them", "x3", "a couple": a count that no price and no size has taken. */
export function readQuantity(utterance: Utterance): number | undefined {
  for (const index of utterance.freeIndexes()) {
    const token = utterance.at(index) ?? '';
    const times = /^(?:x(\d{1,9})|(\d{1,9})x)$/.exec(token);
    if (times) return take(utterance, index, index + 1, Number(times[1] ?? times[2]));
    const huge = /^\d{1,3}e\d$/.test(token);
    if (huge) return take(utterance, index, index + 1, Number(token));
    if (token === 'couple') return take(utterance, index, index + 1, 2);
    if (token === 'dozen') return take(utterance, index, index + 1, 12);
    if (token === 'another') return take(utterance, index, index + 1, 1);
    const number = isPronounOne(utterance, index) ? undefined : readNumber(utterance, index);
    if (!number || !utterance.isFree(index, number.next)) continue;
    const negative = utterance.at(index - 1) === '-' ? -1 : 1;
    return take(utterance, index, number.next, negative * Math.trunc(number.value));
  }
  return undefined;
}

/** "that one" is no count; "just one" and "one of them" are. */
function isPronounOne(utterance: Utterance, index: number): boolean {
  if (utterance.at(index) !== 'one') return false;
  const counted = ['of', 'more', 'pair', 'piece'].includes(utterance.at(index + 1) ?? '');
  const alone = ['just', 'only', 'to', 'add', 'want', 'need', 'take', 'make', 'it', 'buy'].includes(
    utterance.at(index - 1) ?? '',
  );
  return !counted && !alone && utterance.length > 1;
}

function take(utterance: Utterance, from: number, to: number, value: number): number {
  utterance.take(from, to);
  return Math.max(-1_000_000_000, Math.min(value, 1_000_000_000));
}

function readPlace(utterance: Utterance, index: number): { ordinal: number; next: number } | undefined {
  if (!utterance.isFree(index)) return undefined;
  const token = utterance.at(index) ?? '';
  const next = index + 1;
  const named = ORDINALS.indexOf(token) + 1;
  if (named > 0) return { ordinal: named, next };
  const short = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(token);
  if (short) return { ordinal: Number(short[1]), next };
  if (token === 'last' && isAboutTheList(utterance, index)) return { ordinal: -1, next };
  if (!NUMBER_WORDS.has(token)) return undefined;
  const number = readNumber(utterance, next);
  const fits = number && number.value >= 1 && number.value <= LARGEST_PLACE && Number.isInteger(number.value);
  return fits ? { ordinal: number.value, next: number.next } : undefined;
}

function isAboutTheList(utterance: Utterance, index: number): boolean {
  return (
    utterance.at(index - 1) === 'the' || THINGS.has(utterance.at(index + 1) ?? '') || utterance.length <= 2
  );
}
