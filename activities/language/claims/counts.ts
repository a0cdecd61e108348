import { numberOfWord } from '../spoken-numbers.js';
import type { Evidence } from './evidence.js';
import { SIZES } from './sizes.js';
import type { Token } from './tokens.js';

/** Before these "one" is a word that points, and no figure: "this one", "the first one". */
const BEFORE_POINTING_ONE = new Set([
  'this',
  'that',
  'which',
  'first',
  'each',
  'any',
  'the',
  'another',
  'other',
  'some',
]);

/** Whether a token is read by another check already: sizes. */
export function isSilent(tokens: readonly Token[], at: number): boolean {
  return SIZES.isSize(tokens, at);
}

/**
 * Whether a figure counts what it may count: all there are, those shown, or both ends of the range shown. Undefined
 * when the token is no figure.
 */
export function holdsCount(tokens: readonly Token[], at: number, { counts }: Evidence): boolean | undefined {
  const value = valueAt(tokens, at);
  if (value === undefined) return undefined;
  const { total, first, last, others } = counts;
  const shown = first !== undefined && last !== undefined ? last - first + 1 : undefined;
  const [before, after] = [wordAt(tokens, at - 1), wordAt(tokens, at + 1)];
  if (value === 1 && wordAt(tokens, at) === 'one' && pointsAt(before, after, wordAt(tokens, at + 2)))
    return true;
  if (after === 'to' && valueAt(tokens, at + 2) !== undefined)
    return value === first && valueAt(tokens, at + 2) === last;
  if (before === 'to' && valueAt(tokens, at - 2) !== undefined)
    return value === last && valueAt(tokens, at - 2) === first;
  if (before === 'first') return first === 1 && value === last;
  if (before === 'of') return value === total;
  if (after === 'of') return value === shown;
  const points =
    ['these', 'showing'].includes(before) || (before === 'are' && wordAt(tokens, at - 2) !== 'there');
  if (points) return value === shown || others.includes(value);
  return value === total || others.includes(value);
}

function pointsAt(before: string, after: string, afterNext: string): boolean {
  if (BEFORE_POINTING_ONE.has(before)) return true;
  return after === 'of' && ['these', 'those', 'them', 'your'].includes(afterNext);
}

function valueAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.kind === 'number') return token.value;
  return token?.kind === 'word' ? numberOfWord(token.text) : undefined;
}

function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text : '';
}
