import { LETTER_SIZES } from '../../../domain/index.js';
import type { Utterance } from './utterance.js';

const UP = new Set(['up', 'bigger', 'larger']);
const DOWN = new Set(['down', 'smaller']);

/**
 * "One size up", "a size smaller", "the next bigger size": from the letter that is in force to its neighbour. How far
 * apart numbers are, only their brand knows; then the words say nothing.
 */
export function readSizeStep(utterance: Utterance, current: string | undefined): string | undefined {
  const at = utterance.tokens.indexOf('size');
  if (at < 0 || !utterance.isFree(at)) return undefined;
  const [before, after] = [utterance.at(at - 1) ?? '', utterance.at(at + 1) ?? ''];
  const says = (words: ReadonlySet<string>) => words.has(after) || words.has(before);
  if (says(UP) === says(DOWN)) return undefined;
  const from = ['one', 'a', 'next', 'bigger', 'larger', 'smaller'].includes(before) ? at - 1 : at;
  utterance.take(from, UP.has(after) || DOWN.has(after) ? at + 2 : at + 1, 'size');
  const place = LETTER_SIZES.indexOf(current?.toUpperCase() ?? '');
  return place < 0 ? undefined : LETTER_SIZES[place + (says(UP) ? 1 : -1)];
}
