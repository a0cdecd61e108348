import type { BaseColour, Constraints } from '../../../domain/index.js';
import type { Gazetteer } from './gazetteer.js';
import type { Found } from './phrase-index.js';
import type { Utterance } from './utterance.js';
import { COLOUR_MODIFIERS, NOT_A_COLOUR_BEFORE } from './words/colours.js';
import { EXCLUDING, LISTING } from './words/negations.js';

export type ColourSlots = Pick<Constraints, 'colours' | 'excludedColours'>;

/** Reads and takes the colours: any of those named, and, after "not", "no" and "except", those unwanted. */
export function readColours(utterance: Utterance, { colours }: Gazetteer): ColourSlots {
  return slotsOf(
    utterance,
    [...colours.matches(utterance)].filter(({ to }) => isColourBefore(utterance, to)),
  );
}

/** Reads and takes a colour that is misspelt; only where no other reader has claimed the word. */
export function readMisspeltColour(
  utterance: Utterance,
  { colours }: Gazetteer,
  isOrdinary: (word: string) => boolean,
): ColourSlots {
  const slip = colours.misspelt(utterance, isOrdinary);
  return slip ? slotsOf(utterance, [slip]) : {};
}

function slotsOf(utterance: Utterance, found: readonly Found<BaseColour>[]): ColourSlots {
  const wanted = new Set<BaseColour>();
  const unwanted = new Set<BaseColour>();
  let listEnd: number | undefined;
  for (const each of found) {
    const start = startOf(utterance, each);
    const continues = listEnd !== undefined && onlyListing(utterance, listEnd, start);
    const excluded = excludesBefore(utterance, start) || (continues && unwanted.size > 0);
    (excluded ? unwanted : wanted).add(each.value);
    listEnd = excluded ? each.to : undefined;
    utterance.take(excludesBefore(utterance, start) ? start - 1 : start, each.to, 'colour');
  }
  return {
    ...(wanted.size > 0 ? { colours: [...wanted] } : {}),
    ...(unwanted.size > 0 ? { excludedColours: [...unwanted] } : {}),
  };
}

/** The modifier goes with its colour: "light blue", "very dark green". */
function startOf(utterance: Utterance, { from }: Found<BaseColour>): number {
  return COLOUR_MODIFIERS.has(utterance.at(from - 1) ?? '') ? from - 1 : from;
}

/** "Not black", "nothing in black", "anything but the black ones", "i hate pink". */
function excludesBefore(utterance: Utterance, start: number): boolean {
  if (EXCLUDING.has(utterance.at(start - 1) ?? '')) return true;
  const between = ['in', 'the', 'any', 'a', 'for', 'want', 'like', 'of'];
  const skipped = between.includes(utterance.at(start - 1) ?? '') ? 1 : 0;
  return skipped > 0 && EXCLUDING.has(utterance.at(start - 2) ?? '');
}

/** "Not black or grey": the second is unwanted, too; "not black, blue please" is heard as a choice of blue. */
function onlyListing(utterance: Utterance, from: number, to: number): boolean {
  return to > from && utterance.tokens.slice(from, to).every((word) => LISTING.has(word));
}

/** "Gold Coast" is no colour, nor is "rose print", "wine bar". */
function isColourBefore(utterance: Utterance, to: number): boolean {
  return !NOT_A_COLOUR_BEFORE.has(utterance.at(to) ?? '');
}
