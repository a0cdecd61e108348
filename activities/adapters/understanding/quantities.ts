import { readNumber } from './numbers.js';
import type { Utterance } from './utterance.js';

const COUNTS: ReadonlyMap<string, number> = new Map([
  ['couple', 2],
  ['dozen', 12],
  ['another', 1],
  ['twice', 2],
]);
const FURTHEST = 1_000_000_000;

/** "two of them", "x3", "a couple": a count that no price and no size has taken. */
export function readQuantity(utterance: Utterance): number | undefined {
  for (const index of utterance.freeIndexes()) {
    const token = utterance.at(index) ?? '';
    const times = /^(?:x(\d{1,9})|(\d{1,9})x)$/.exec(token);
    if (times) return take(utterance, index, index + 1, Number(times[1] ?? times[2]));
    const huge = /^\d{1,3}e\d$/.test(token);
    if (huge) return take(utterance, index, index + 1, Number(token));
    const named = COUNTS.get(token);
    if (named) return take(utterance, index, index + 1, named);
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
  utterance.take(from, to, 'quantity');
  return Math.max(-FURTHEST, Math.min(value, FURTHEST));
}
