import { BaseColour } from '../../../domain/index.js';
import type { Gazetteer } from './gazetteer.js';
import type { Utterance } from './utterance.js';
import { COLOUR_MODIFIERS } from './words/colours.js';

const EXCLUDING = new Set(['not', 'except', 'but', 'without', 'no']);
const COLOUR_NOUNS = new Set(['colour', 'color', 'colours', 'colors']);

/**
 * Reads and takes the colours: any of those named, or, after "not" and "except", all others.
 * "Any colour" gives an empty list, which lifts what was asked for before.
 */
export function readColours(
  utterance: Utterance,
  { colours }: Gazetteer,
  isOrdinary: (word: string) => boolean,
): BaseColour[] | undefined {
  const wanted = new Set<BaseColour>();
  const unwanted = new Set<BaseColour>();
  const exact = [...colours.matches(utterance)];
  const slip = exact.length === 0 ? colours.misspelt(utterance, isOrdinary) : undefined;
  for (const { from, to, value } of slip ? [slip] : exact) {
    const shaded = COLOUR_MODIFIERS.has(utterance.at(from - 1) ?? '');
    const start = shaded ? from - 1 : from;
    const excluded = EXCLUDING.has(utterance.at(start - 1) ?? '');
    (excluded ? unwanted : wanted).add(value);
    utterance.take(excluded ? start - 1 : start, to);
  }
  if (wanted.size > 0) return [...wanted];
  if (unwanted.size > 0) return BaseColour.options.filter((colour) => !unwanted.has(colour));
  return saysAnyColour(utterance) ? [] : undefined;
}

function saysAnyColour(utterance: Utterance): boolean {
  return utterance.tokens.some(
    (word, index) => (word === 'any' || word === 'all') && COLOUR_NOUNS.has(utterance.at(index + 1) ?? ''),
  );
}
