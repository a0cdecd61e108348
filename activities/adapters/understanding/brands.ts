import type { Gazetteer } from './gazetteer.js';
import type { Found } from './phrase-index.js';
import type { Utterance } from './utterance.js';
import { WORDLIKE_BRANDS } from './words/brands.js';
import { BETWEEN, EXCLUDING } from './words/negations.js';

export interface BrandRead {
  brand?: string;
  /** "Anything but Kettering": its words, which a product must not carry. */
  excluded: readonly string[];
}

const ANNOUNCING = new Set(['by', 'from', 'brand', 'brands', 'label', 'only', 'the', 'any', 'some']);

/** Reads and takes the brand that is named, and those that are unwanted. */
export function readBrand(utterance: Utterance, gazetteer: Gazetteer): BrandRead {
  const excluded: string[] = [];
  let brand: string | undefined;
  for (const found of gazetteer.brands.matches(utterance)) {
    if (!isMeant(utterance, found, gazetteer)) continue;
    if (isUnwanted(utterance, found.from)) excluded.push(found.phrase);
    else brand ??= found.value;
    utterance.take(found.from, found.to, 'brand');
  }
  return { brand, excluded };
}

/** Reads and takes a brand that is misspelt; only where no other reader has claimed the word. */
export function readMisspeltBrand(
  utterance: Utterance,
  { brands }: Gazetteer,
  isOrdinary: (word: string) => boolean,
): string | undefined {
  const slip = brands.misspelt(utterance, isOrdinary);
  if (!slip) return undefined;
  utterance.take(slip.from, slip.to, 'brand');
  return isUnwanted(utterance, slip.from) ? undefined : slip.value;
}

/** A word such as "guess" is the brand in capitals, after "by", or right before a garment. */
function isMeant(
  utterance: Utterance,
  { from, to, phrase }: Found<string>,
  { categories }: Gazetteer,
): boolean {
  if (!WORDLIKE_BRANDS.has(phrase)) return true;
  if (ANNOUNCING.has(utterance.at(from - 1) ?? '') && utterance.at(from - 1) !== 'the') return true;
  const typed = utterance.typed[from] ?? '';
  const shouted = utterance.typed.every((word) => word === word.toUpperCase());
  if (from > 0 && typed[0] !== typed[0]?.toLowerCase() && !shouted) return true;
  const garment = categories.matchAt(utterance, to) ?? categories.matchAt(utterance, to + 1);
  return garment !== undefined && utterance.at(from - 1) !== 'i' && phrase !== 'only' && phrase !== 'next';
}

function isUnwanted(utterance: Utterance, from: number): boolean {
  const skipped = BETWEEN.has(utterance.at(from - 1) ?? '') ? 1 : 0;
  return EXCLUDING.has(utterance.at(from - 1 - skipped) ?? '');
}
