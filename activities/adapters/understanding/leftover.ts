import type { Utterance } from './utterance.js';
import { FILLERS, STYLE_WORDS } from './words/fillers.js';
import { OFF_TOPIC } from './words/intents.js';
import { BETWEEN, EXCLUDING, NOT_EXCLUDED } from './words/negations.js';
import { ORDINARY } from './words/ordinary.js';

const LONGEST_NEGATION = 3;

/** Words that are right as they are: nobody misspelt "means" when aiming at "jeans". */
export function isOrdinary(word: string): boolean {
  return FILLERS.has(word) || STYLE_WORDS.has(word) || OFF_TOPIC.has(word) || ORDINARY.has(word);
}

/** Words nobody took and that carry a wish; those that stand after "not" or "no" begin with "-". */
export function leftoverWords(utterance: Utterance, cueWords: ReadonlySet<number>): string[] {
  return utterance.freeIndexes().flatMap((index) => {
    const word = utterance.at(index) ?? '';
    if (cueWords.has(index) || word.length < 2 || !/\p{L}/u.test(word) || FILLERS.has(word)) return [];
    return [isUnwanted(utterance, index) ? `-${word}` : word];
  });
}

/** "Not skinny", "no floral prints", "nothing too baggy", "without pockets". */
function isUnwanted(utterance: Utterance, index: number): boolean {
  if (NOT_EXCLUDED.has(utterance.at(index) ?? '')) return false;
  for (let back = 1; back <= LONGEST_NEGATION; back++) {
    const word = utterance.at(index - back) ?? '';
    if (EXCLUDING.has(word)) return true;
    if (!BETWEEN.has(word) && !STYLE_WORDS.has(word)) return false;
  }
  return false;
}
