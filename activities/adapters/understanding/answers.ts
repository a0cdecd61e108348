import type { Constraints, UnderstandingContext } from '../../../domain/index.js';
import { readNumber } from './numbers.js';
import { readAnsweredPrice } from './prices.js';
import type { Utterance } from './utterance.js';

const MOST_WORDS = 6;
const CHANGING = new Set([
  'make',
  'up',
  'try',
  'change',
  'actually',
  'instead',
  'ok',
  'how',
  'what',
  'go',
  'sorry',
  'say',
]);
const SIZES = { least: 0, most: 60 } as const;

/**
 * A bare number means what was asked: "34" after "which size?", "40" after "what is your budget?". Unasked, it
 * changes the one constraint that it can be: after "under $60", "make it 40".
 */
export function readAnswer(
  utterance: Utterance,
  { asked, constraints, cartCount }: UnderstandingContext,
  read: Constraints,
): Constraints {
  if (read.size !== undefined || read.priceMax !== undefined || read.priceMin !== undefined) return {};
  if (utterance.length > MOST_WORDS) return {};
  if (asked === 'price') return readAnsweredPrice(utterance);
  if (asked === 'size') return readAnsweredSize(utterance);
  const changes = cartCount === 0 && utterance.tokens.some((word) => CHANGING.has(word));
  if (!changes || !utterance.freeIndexes().some((index) => isNumber(utterance, index))) return {};
  const pricedAt = constraints.priceMax ?? constraints.priceMin;
  const sized = /^\d{1,2}$/.test(constraints.size ?? '');
  if (pricedAt !== undefined && !sized) return changedPrice(utterance, constraints);
  return sized && pricedAt === undefined ? readAnsweredSize(utterance) : {};
}

function changedPrice(utterance: Utterance, { priceMax }: Constraints): Constraints {
  const { priceMax: sum } = readAnsweredPrice(utterance);
  if (sum === undefined || sum < 500) return {};
  return priceMax === undefined ? { priceMin: sum } : { priceMax: sum };
}

function readAnsweredSize(utterance: Utterance): Constraints {
  for (const index of utterance.freeIndexes()) {
    const number = readNumber(utterance, index);
    if (!number || number.value < SIZES.least || number.value > SIZES.most) continue;
    utterance.take(index, number.next, 'size');
    return { size: String(number.value) };
  }
  return {};
}

function isNumber(utterance: Utterance, index: number): boolean {
  return readNumber(utterance, index) !== undefined;
}
