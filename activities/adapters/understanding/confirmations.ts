import type { Understanding, UnderstandingContext } from '../../../domain/index.js';
import { wordsOf } from './utterance.js';
import { NO_WORDS, POLITE_WORDS, YES_WORDS } from './words/confirmations.js';

const LONGEST = 6;

/**
 * "Yes, please" and "no, keep it" where the shop has just asked whether to cancel an order. Anything that says more is
 * read as ever: nobody's order is cancelled by half a sentence.
 */
export function readConfirmation(text: string, { asked }: UnderstandingContext): Understanding | undefined {
  if (asked !== 'confirm_cancel') return undefined;
  const words = wordsOf(text);
  if (words.length === 0 || words.length > LONGEST) return undefined;
  const says = (some: ReadonlySet<string>) => words.some((word) => some.has(word));
  const understood = words.every(
    (word) => YES_WORDS.has(word) || NO_WORDS.has(word) || POLITE_WORDS.has(word),
  );
  if (!understood || says(YES_WORDS) === says(NO_WORDS)) return undefined;
  const answer = { slots: {}, confidence: 1, engine: 'rules' } as const;
  return says(YES_WORDS)
    ? { ...answer, intent: 'cancel_order', target: { confirmed: true } }
    : { ...answer, intent: 'order_status', target: { confirmed: false } };
}
