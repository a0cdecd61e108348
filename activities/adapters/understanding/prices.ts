import type { Constraints } from '../../../domain/index.js';
import { type Amount, readAmount } from './amounts.js';
import type { Utterance } from './utterance.js';
import {
  AFTER,
  BEFORE,
  BETWEEN_NEGATOR_AND_BOUND,
  type Bound,
  type BoundPhrase,
  COUNTED,
  NEGATORS,
} from './words/prices.js';

export type PriceSlots = Pick<Constraints, 'priceMin' | 'priceMax'>;

/** "Around $40" is this far up and down. */
const AROUND = 0.2;
/** Smaller sums without a currency are mostly counts and sizes: "about 3", "from 2". */
const LEAST_VAGUE_SUM = 1_000;
const BEFORE_BY_FIRST_WORD = byFirstWord(BEFORE);
const AFTER_BY_FIRST_WORD = byFirstWord(AFTER);
const JOINING = new Set(['and', 'to', '-', 'till', 'until', 'n', 'through', 'or', '/', 'thru']);
const LONGEST_NEGATION = 5;

/** Reads and takes what the message says about price, in minor units; ranges first, then bounds. */
export function readPrices(utterance: Utterance): PriceSlots {
  const slots: PriceSlots = {};
  for (let index = 0; index < utterance.length; index++) {
    if (!utterance.isFree(index)) continue;
    const read = readRange(utterance, index) ?? readBound(utterance, index) ?? readBare(utterance, index);
    if (!read) continue;
    utterance.take(index, read.next, 'price');
    Object.assign(slots, read.slots);
    index = read.next - 1;
  }
  return slots;
}

/** A number alone, where the shop has just asked for a price: "40", "between 20 and 40". */
export function readAnsweredPrice(utterance: Utterance): PriceSlots {
  for (let index = 0; index < utterance.length; index++) {
    const amount = readAmount(utterance, index);
    if (!amount) continue;
    utterance.take(index, amount.next, 'price');
    return { priceMax: amount.cents };
  }
  return {};
}

interface PriceRead {
  slots: PriceSlots;
  next: number;
}

/** "between 20 and 40", "from $20 to $40", "$20-40", "20 to 40 dollars". Sloppy order is put right. */
function readRange(utterance: Utterance, index: number): PriceRead | undefined {
  const opening = openingOf(utterance, index);
  const low = readAmount(utterance, index + opening);
  const joining = utterance.at(low?.next ?? -1) ?? '';
  if (!low || !JOINING.has(joining)) return undefined;
  const high = readAmount(utterance, low.next + 1);
  if (!high || isCounted(utterance, high)) return undefined;
  const sizes = /^(?:size|sizes|sz|waist)$/.test(utterance.at(index - 1) ?? '');
  const round =
    joining === '-' && !sizes && low.cents % 500 === 0 && high.cents % 500 === 0 && high.cents >= 2_000;
  const choice = joining === 'or' || joining === '/';
  if (choice && !(low.hasCurrency && high.hasCurrency)) return undefined;
  const alone = index === 0 && high.next === utterance.length && joining !== 'and' && joining !== 'n';
  const ranged = utterance.at(high.next) === 'range' || utterance.at(index - 1) === 'price';
  if (!opening && !low.hasCurrency && !high.hasCurrency && !alone && !ranged && !round) return undefined;
  if (joining === 'and' && !opening && !(low.hasCurrency && high.hasCurrency)) return undefined;
  const [priceMin, priceMax] = [low.cents, high.cents].sort((a, b) => a - b);
  const next = utterance.at(high.next) === 'range' ? high.next + 1 : high.next;
  return { slots: { priceMin, priceMax }, next };
}

const OPENINGS = new Set(['between', 'betwen', 'btwn', 'btw', 'from', 'beetween', 'bw']);

function openingOf(utterance: Utterance, index: number): number {
  if (!OPENINGS.has(utterance.at(index) ?? '')) return 0;
  return ['about', 'around', 'like', 'say', 'maybe'].includes(utterance.at(index + 1) ?? '') ? 2 : 1;
}

/** "under 50", "no more than $60", "around forty dollars", "50 or less", "$30+". */
function readBound(utterance: Utterance, index: number): PriceRead | undefined {
  const before = phraseAt(BEFORE_BY_FIRST_WORD, utterance, index);
  const amount = amountAfter(utterance, index, before);
  if (!amount || isCounted(utterance, amount)) return undefined;
  // "How about $100 to $150" is a range, which begins a word later.
  if (before && readRange(utterance, amount.from)) return undefined;
  const after = closingAfter(utterance, amount);
  if (!before && (!after || (!amount.hasCurrency && amount.cents < 500))) return undefined;
  const [opening = ''] = before?.[0] ?? [];
  if (before && !amount.hasCurrency && isTooVague(opening, before[1], amount)) return undefined;
  const bound = boundMeant(utterance, index, before, after);
  return { slots: bounded(bound, amount.cents), next: amount.next + (after?.[0].length ?? 0) };
}

/** "40 and under", but in "over 20 and under 50" another bound begins. */
function closingAfter(utterance: Utterance, { next }: Amount): BoundPhrase | undefined {
  const after = phraseAt(AFTER_BY_FIRST_WORD, utterance, next);
  const end = next + (after?.[0].length ?? 0);
  const skipped = SKIPPED.has(utterance.at(end) ?? '')
    ? SKIPPED.has(utterance.at(end + 1) ?? '')
      ? 2
      : 1
    : 0;
  const begins = after && (readAmount(utterance, end) ?? readAmount(utterance, end + skipped));
  return begins ? undefined : after;
}

const SKIPPED = new Set([
  'the',
  'a',
  'my',
  'price',
  'of',
  'only',
  'just',
  'is',
  'about',
  'around',
  'like',
  'say',
]);
/** They count and measure more often than they bound a price, so they need a currency or a larger sum. */
const VAGUE_OPENINGS = new Set([
  'from',
  'limit',
  'within',
  'inside',
  'sub',
  'say',
  'ca',
  'pay',
  'starting',
  'near',
]);
const NEED_CURRENCY = new Set(['like', 'say', 'i', 'ive', 'got', 'only', 'inside', 'near']);

function amountAfter(
  utterance: Utterance,
  index: number,
  before: BoundPhrase | undefined,
): Amount | undefined {
  const start = index + (before?.[0].length ?? 0);
  const amount = readAmount(utterance, start);
  if (amount || !before || !SKIPPED.has(utterance.at(start) ?? '')) return amount;
  return readAmount(utterance, start + 1);
}

function isTooVague(opening: string, bound: Bound, { cents }: Amount): boolean {
  if (NEED_CURRENCY.has(opening)) return true;
  return (bound === 'around' || VAGUE_OPENINGS.has(opening)) && cents < LEAST_VAGUE_SUM;
}

function boundMeant(
  utterance: Utterance,
  index: number,
  before: BoundPhrase | undefined,
  after: BoundPhrase | undefined,
): Bound {
  const said = before?.[1] ?? after?.[1] ?? 'max';
  // "About 50 or less", "like $40 max": what follows is the firmer word.
  if (said === 'around' && after) return after[1];
  if (!before || said === 'around' || !isNegated(utterance, index)) return said;
  return said === 'max' ? turned(before) : 'max';
}

/** "Not under 50" is at least 50, but "I won't pay 50" and "no budget of 50" are no wish for more. */
function turned([[opening = '']]: BoundPhrase): Bound {
  return ['under', 'below', 'less', 'lower', 'cheaper'].includes(opening) ? 'min' : 'max';
}

function isNegated(utterance: Utterance, index: number): boolean {
  for (let back = 1; back <= LONGEST_NEGATION; back++) {
    const word = utterance.at(index - back);
    if (word === undefined) return false;
    if (NEGATORS.has(word)) return true;
    if (!BETWEEN_NEGATOR_AND_BOUND.has(word)) return false;
  }
  return false;
}

/** "$50" and "50 bucks" by themselves are what somebody has to spend; so is "for 50" at the end. */
function readBare(utterance: Utterance, index: number): PriceRead | undefined {
  const amount = readAmount(utterance, index);
  if (amount?.hasCurrency) return { slots: { priceMax: amount.cents }, next: amount.next };
  if (utterance.at(index) !== 'for' && utterance.at(index) !== '@') return undefined;
  const sum = readAmount(utterance, index + 1);
  const ends = sum && sum.next === utterance.length && sum.cents >= LEAST_VAGUE_SUM;
  return ends ? { slots: { priceMax: sum.cents }, next: sum.next } : undefined;
}

function bounded(bound: Bound, cents: number): PriceSlots {
  if (bound === 'max') return { priceMax: cents };
  if (bound === 'min') return { priceMin: cents };
  return { priceMin: Math.round(cents * (1 - AROUND)), priceMax: Math.round(cents * (1 + AROUND)) };
}

function isCounted(utterance: Utterance, { next, hasCurrency }: Amount): boolean {
  return !hasCurrency && COUNTED.has(utterance.at(next) ?? '');
}

function phraseAt(
  phrases: ReadonlyMap<string, readonly BoundPhrase[]>,
  utterance: Utterance,
  index: number,
): BoundPhrase | undefined {
  const candidates = phrases.get(utterance.at(index) ?? '') ?? [];
  return candidates.find(
    ([words]) => utterance.has(index, words) && utterance.isFree(index, index + words.length),
  );
}

function byFirstWord(phrases: readonly BoundPhrase[]): Map<string, BoundPhrase[]> {
  const map = new Map<string, BoundPhrase[]>();
  for (const phrase of phrases) {
    const [first = ''] = phrase[0];
    map.set(first, [...(map.get(first) ?? []), phrase]);
  }
  return map;
}
