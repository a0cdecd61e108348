import type { Constraints } from '../../../domain/index.js';
import { readNumber } from './numbers.js';
import type { Utterance } from './utterance.js';

export type PriceSlots = Pick<Constraints, 'priceMin' | 'priceMax'>;

interface Amount {
  /** Minor units. */
  cents: number;
  from: number;
  next: number;
  hasCurrency: boolean;
}

type Bound = 'max' | 'min' | 'around';

const split = (phrase: string) => phrase.split(' ');
const SIGNS = new Set(['$', '€', '£']);
const CURRENCY_WORDS = new Set([
  'dollar',
  'dollars',
  'buck',
  'bucks',
  'usd',
  'eur',
  'euro',
  'euros',
  'gbp',
  'pound',
  'pounds',
  'quid',
]);
/** What is counted and not paid: "more than 2 items" is no price. */
const COUNTED = new Set([
  'items',
  'item',
  'pieces',
  'pairs',
  'pair',
  'of',
  'years',
  'year',
  'yo',
  'inch',
  'inches',
  'x',
  'results',
  'options',
  'waist',
  'percent',
  '%',
  'months',
  'days',
]);
const BEFORE: readonly [words: readonly string[], bound: Bound][] = [
  ...[
    'under',
    'below',
    'less than',
    'cheaper than',
    'lower than',
    'up to',
    'upto',
    'max',
    'maximum',
    'at most',
    'no more than',
    'not more than',
    'not over',
    'nothing over',
    'nothing above',
    'nothing more than',
    'no over',
    'never over',
    'without going over',
    'no higher than',
    'within',
    'budget of',
    'budget is',
    'budget',
    'my budget is',
    'beneath',
    'max price',
    'price max',
    'maximum of',
    'max of',
    'spend',
    'limit',
    'limit of',
    'price limit',
    'underneath',
    '<',
    'not above',
    'spend up to',
    'spend more than',
    'to spend',
    'price under',
    'prices under',
    'priced under',
    'costs less than',
    'maximum price',
    'max budget',
  ].map((phrase): [string[], Bound] => [split(phrase), 'max']),
  ...[
    'over',
    'above',
    'more than',
    'at least',
    'min',
    'minimum',
    'starting at',
    'starting from',
    'higher than',
    'no less than',
    'not less than',
    'not under',
    'nothing under',
    'nothing below',
    'nothing less than',
    'pricier than',
    'min price',
    'minimum of',
    'upwards of',
    '>',
    'from',
    'costing over',
  ].map((phrase): [string[], Bound] => [split(phrase), 'min']),
  ...[
    'around',
    'about',
    'roughly',
    'approximately',
    'approx',
    'circa',
    'close to',
    'near',
    'like',
    'somewhere around',
  ].map((phrase): [string[], Bound] => [split(phrase), 'around']),
].sort(([a], [b]) => b.length - a.length) as [string[], Bound][];
const AFTER: readonly [words: readonly string[], bound: Bound][] = [
  [['or', 'less'], 'max'],
  [['or', 'under'], 'max'],
  [['or', 'below'], 'max'],
  [['or', 'cheaper'], 'max'],
  [['and', 'under'], 'max'],
  [['and', 'below'], 'max'],
  [['max'], 'max'],
  [['maximum'], 'max'],
  [['tops'], 'max'],
  [['at', 'most'], 'max'],
  [['budget'], 'max'],
  [['or', 'more'], 'min'],
  [['and', 'up'], 'min'],
  [['and', 'over'], 'min'],
  [['and', 'above'], 'min'],
  [['plus'], 'min'],
  [['minimum'], 'min'],
  [['min'], 'min'],
  [['+'], 'min'],
  [['or', 'so'], 'around'],
  [['ish'], 'around'],
];
/** "Around $40" is this far up and down. */
const AROUND = 0.2;
const LARGEST_CENTS = 1_000_000_000;

/** Reads and takes what the message says about price, in minor units; ranges first, then bounds. */
export function readPrices(utterance: Utterance): PriceSlots {
  const slots: PriceSlots = {};
  for (let index = 0; index < utterance.length; index++) {
    if (!utterance.isFree(index)) continue;
    const read = readRange(utterance, index) ?? readBound(utterance, index) ?? readBare(utterance, index);
    if (!read) continue;
    utterance.take(index, read.next);
    Object.assign(slots, read.slots);
    index = read.next - 1;
  }
  return slots;
}

interface PriceRead {
  slots: PriceSlots;
  next: number;
}

/** "between 20 and 40", "from $20 to $40", "$20-40", "20 to 40 dollars". Sloppy order is put right. */
function readRange(utterance: Utterance, index: number): PriceRead | undefined {
  const opening = ['between', 'from'].includes(utterance.at(index) ?? '') ? 1 : 0;
  const low = readAmount(utterance, index + opening);
  if (!low || !['and', 'to', '-', 'till', 'until'].includes(utterance.at(low.next) ?? '')) return undefined;
  const high = readAmount(utterance, low.next + 1);
  if (!high || COUNTED.has(utterance.at(high.next) ?? '')) return undefined;
  const alone = index === 0 && high.next === utterance.length;
  if (!opening && !low.hasCurrency && !high.hasCurrency && !alone) return undefined;
  const [priceMin, priceMax] = [low.cents, high.cents].sort((a, b) => a - b);
  return { slots: { priceMin, priceMax }, next: high.next };
}

/** "under 50", "no more than $60", "around forty dollars", "50 or less", "$30+". */
function readBound(utterance: Utterance, index: number): PriceRead | undefined {
  const before = BEFORE.find(([words]) => utterance.has(index, words));
  const start = index + (before?.[0].length ?? 0);
  const filler = ['the', 'a', 'my', 'price', 'of', 'only', 'just'].includes(utterance.at(start) ?? '')
    ? 1
    : 0;
  const amount =
    readAmount(utterance, start) ?? (before && filler ? readAmount(utterance, start + filler) : undefined);
  if (!amount || COUNTED.has(utterance.at(amount.next) ?? '')) return undefined;
  // "How about $100 to $150" is a range, which begins a word later.
  if (readRange(utterance, start)) return undefined;
  const after = AFTER.find(([words]) => utterance.has(amount.next, words));
  if (!before && (!after || (!amount.hasCurrency && amount.cents < 500))) return undefined;
  // "from 2", "about 3" and "like 4" count things more often than money.
  const vague = before?.[1] === 'around' || utterance.at(index) === 'from' || utterance.at(index) === 'limit';
  if (vague && !amount.hasCurrency && amount.cents < 1_000) return undefined;
  if (utterance.at(index) === 'like' && !amount.hasCurrency) return undefined;
  const bound = before?.[1] ?? after?.[1] ?? 'max';
  return { slots: bounded(bound, amount.cents), next: amount.next + (after?.[0].length ?? 0) };
}

/** "$50" and "50 bucks" by themselves are what somebody has to spend. */
function readBare(utterance: Utterance, index: number): PriceRead | undefined {
  const amount = readAmount(utterance, index);
  return amount?.hasCurrency ? { slots: { priceMax: amount.cents }, next: amount.next } : undefined;
}

function bounded(bound: Bound, cents: number): PriceSlots {
  if (bound === 'max') return { priceMax: cents };
  if (bound === 'min') return { priceMin: cents };
  return { priceMin: Math.round(cents * (1 - AROUND)), priceMax: Math.round(cents * (1 + AROUND)) };
}

function readAmount(utterance: Utterance, from: number): Amount | undefined {
  const sign = SIGNS.has(utterance.at(from) ?? '') ? 1 : 0;
  const number = readNumber(utterance, from + sign);
  if (!number || !utterance.isFree(from, number.next)) return undefined;
  const after = utterance.at(number.next) ?? '';
  const suffix = SIGNS.has(after) || CURRENCY_WORDS.has(after) ? 1 : 0;
  return {
    cents: Math.min(Math.round(number.value * 100), LARGEST_CENTS),
    from,
    next: number.next + suffix,
    hasCurrency: sign + suffix > 0,
  };
}
