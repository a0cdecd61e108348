import type { Reference } from '../../../domain/index.js';
import { readNumber } from './numbers.js';
import type { Utterance } from './utterance.js';
import { CHEAPEST, DEAREST, NUMBER_WORDS, ORDINALS, POINTING, THINGS } from './words/references.js';

const LARGEST_PLACE = 50;
const MOST_PLACES = 8;
const JOINING = new Set(['and', 'or', '&', 'with', 'vs', 'versus', '/', '+']);

export interface ReferenceRead {
  reference?: Reference;
  /** "it", "that one": something on screen is meant, but not which. */
  points: boolean;
}

/** Reads and takes which of the things on screen are meant: "the second one", "#2", "the first two", "the cheaper one". */
export function readReference(utterance: Utterance): ReferenceRead {
  for (let index = 0; index < utterance.length; index++) {
    const group = readFirstFew(utterance, index);
    if (group) return { reference: takePlaces(utterance, index, group.next, group.places), points: true };
    const read = readPlace(utterance, index) ?? readBareList(utterance, index);
    if (read) return { reference: readPlaces(utterance, index, read), points: true };
    const pick = readPick(utterance, index);
    if (pick) return { reference: { pick }, points: true };
  }
  return { points: utterance.tokens.some((word) => POINTING.has(word)) };
}

/** "The first two", "first 3", "the last two": as many places from that end. */
function readFirstFew(utterance: Utterance, index: number): { places: number[]; next: number } | undefined {
  const word = utterance.at(index) ?? '';
  if (!['first', 'last', 'top'].includes(word) || !utterance.isFree(index)) return undefined;
  const count = readNumber(utterance, index + 1);
  if (!count || count.value < 2 || count.value > MOST_PLACES || !Number.isInteger(count.value))
    return undefined;
  const places = Array.from({ length: count.value }, (_, place) =>
    word === 'last' ? place - count.value : place + 1,
  );
  return { places, next: count.next };
}

/** "The first and the third one", "#1 vs #3". */
function readPlaces(utterance: Utterance, from: number, first: Place): Reference {
  const places = [first.ordinal];
  let end = first.next;
  for (let next = first.next; places.length < MOST_PLACES; ) {
    if (THINGS.has(utterance.at(next) ?? '')) next += 1;
    end = Math.max(end, next);
    if (!JOINING.has(utterance.at(next) ?? '')) break;
    const skipped = utterance.at(next + 1) === 'the' ? 1 : 0;
    const another = readPlace(utterance, next + 1 + skipped) ?? readBarePlace(utterance, next + 1 + skipped);
    if (!another) break;
    places.push(another.ordinal);
    end = next = another.next;
  }
  return takePlaces(utterance, from, end, places);
}

function takePlaces(utterance: Utterance, from: number, to: number, places: readonly number[]): Reference {
  const [ordinal, ...others] = places;
  const things = THINGS.has(utterance.at(to) ?? '') ? 1 : 0;
  utterance.take(utterance.at(from - 1) === 'the' ? from - 1 : from, to + things, 'reference');
  return others.length > 0 ? { ordinal, others } : { ordinal };
}

/** "The cheaper one", "the cheapest of them": one thing on screen, by its price. */
function readPick(utterance: Utterance, index: number): Reference['pick'] | undefined {
  const word = utterance.at(index) ?? '';
  const cheapest = CHEAPEST.has(word);
  if (!cheapest && !DEAREST.has(word) && !(word === 'most' && utterance.at(index + 1) === 'expensive'))
    return undefined;
  const length = word === 'more' || word === 'most' ? 2 : 1;
  const thing = utterance.at(index + length) ?? '';
  const named = utterance.at(index - 1) === 'the' && ['one', 'of', 'item', 'option'].includes(thing);
  const ends = utterance.at(index - 1) === 'the' && index + length === utterance.length;
  if (!named && !ends) return undefined;
  utterance.take(index - 1, index + length + (THINGS.has(thing) ? 1 : 0), 'reference');
  return cheapest ? 'cheapest' : 'dearest';
}

interface Place {
  ordinal: number;
  next: number;
}

function readPlace(utterance: Utterance, index: number): Place | undefined {
  if (!utterance.isFree(index)) return undefined;
  const token = utterance.at(index) ?? '';
  const next = index + 1;
  const named = ORDINALS.get(token);
  if (named !== undefined && !isOfTime(utterance, next)) return { ordinal: named, next };
  const short = /^(\d{1,2})(?:st|nd|rd|th)$/.exec(token);
  if (short) return { ordinal: Number(short[1]), next };
  if (token === 'last' && isAboutTheList(utterance, index)) return { ordinal: -1, next };
  return NUMBER_WORDS.has(token) ? readBarePlace(utterance, next) : undefined;
}

/** "2 and 4" by themselves, after "compare" or between things. */
function readBareList(utterance: Utterance, index: number): Place | undefined {
  const opening = utterance.at(index - 1);
  const compares =
    opening === 'compare' || (opening === 'between' && utterance.tokens.includes('difference'));
  if (!compares) return undefined;
  const place = readBarePlace(utterance, index);
  return place && JOINING.has(utterance.at(place.next) ?? '') ? place : undefined;
}

function readBarePlace(utterance: Utterance, index: number): Place | undefined {
  const number = readNumber(utterance, index);
  const fits = number && number.value >= 1 && number.value <= LARGEST_PLACE && Number.isInteger(number.value);
  return fits && utterance.isFree(index) ? { ordinal: number.value, next: number.next } : undefined;
}

/** "First time here", "one second". */
function isOfTime(utterance: Utterance, next: number): boolean {
  return ['time', 'of', 'thing', 'day', 'date'].includes(utterance.at(next) ?? '');
}

function isAboutTheList(utterance: Utterance, index: number): boolean {
  const after = utterance.at(index + 1) ?? '';
  if (['order', 'time', 'week', 'month', 'year', 'purchase'].includes(after)) return false;
  return utterance.at(index - 1) === 'the' || THINGS.has(after) || utterance.length <= 2;
}
