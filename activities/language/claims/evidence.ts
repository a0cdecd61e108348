import type { Currency, ProductCard } from '../../../domain/index.js';
import { splitSentences } from '../sentences.js';
import { type Known, rootOf, type Token, tokenise } from './tokens.js';
import { NEGATIONS } from './words/claims.js';

/** How many there are and which of them are shown; figures that a template may say, and what each stands for. */
export interface Counts {
  total?: number | undefined;
  first?: number | undefined;
  last?: number | undefined;
  /** Any other figure of the plan. */
  others: readonly number[];
}

/** A limit on prices, as the template words it. */
export interface Bound {
  role: 'most' | 'least';
  amount: number;
  currency: Currency;
}

/** All that a worded reply may say. */
export interface Evidence extends Known {
  counts: Counts;
  bounds: readonly Bound[];
  /** Sizes and colours that hold for everything shown. */
  sizes: ReadonlySet<string>;
  colours: ReadonlySet<string>;
  /** What stands in quotation marks, lower-case: words of the shopper, which are said back whole or not at all. */
  quotes: ReadonlySet<string>;
  percents: ReadonlySet<number>;
  /** Roots of the words the template uses. */
  words: ReadonlySet<string>;
  /** Brands that the template itself names. */
  brandsSaid: ReadonlySet<string>;
  /** Whether the template says that something is not there or not possible. */
  isNegative: boolean;
  /** Whether it asks something, which is then to be asked. */
  isQuestion: boolean;
  /** Roots of words of which one has to be said, such as that something was "added"; empty when there are none. */
  musts: ReadonlySet<string>;
  /** Roots of its sentences without a negation. */
  positiveWords: ReadonlySet<string>;
}

/**
 * @param template the sentences the shop would say by itself; they are true.
 * @param cards the products shown with them.
 */
export function gatherEvidence(
  template: string,
  cards: readonly ProductCard[],
  counts: Counts,
  wish: {
    brand?: string | undefined;
    size?: string | undefined;
    colours?: readonly string[] | undefined;
  } = {},
  musts: readonly string[] = [],
): Evidence {
  const brands = [...new Set([...cards.map(({ brand }) => brand), ...(wish.brand ? [wish.brand] : [])])];
  const known = { cards, brands };
  const tokens = tokenise(template, known);
  const words = rootsOf(tokens);
  const sentences = splitSentences(template).map((sentence) => tokenise(sentence, known));
  const positive = sentences.filter((sentence) => !sentence.some(isNegation));
  return {
    ...known,
    counts,
    bounds: boundsIn(tokens),
    sizes: new Set(wish.size === undefined ? [] : [wish.size.toUpperCase()]),
    colours: new Set(wish.colours),
    quotes: new Set(tokens.flatMap((token) => (token.kind === 'quote' ? [token.text] : []))),
    percents: new Set(tokens.flatMap((token) => (token.kind === 'percent' ? [token.value] : []))),
    words,
    brandsSaid: new Set(tokens.flatMap((token) => (token.kind === 'brand' ? [token.brand] : []))),
    isQuestion: sentences.some((sentence) => isStop(sentence.at(-1), '?')),
    musts: new Set(musts.map(rootOf)),
    isNegative: positive.length < sentences.length,
    positiveWords: new Set(positive.flatMap((sentence) => [...rootsOf(sentence)])),
  };
}

export function isNegation(token: Token | undefined): boolean {
  return token?.kind === 'word' && (NEGATIONS.has(token.text) || token.text.endsWith("n't"));
}

function isStop(token: Token | undefined, text: string): boolean {
  return token?.kind === 'stop' && token.text === text;
}

export function rootsOf(tokens: readonly Token[]): Set<string> {
  return new Set(tokens.flatMap((token) => (token.kind === 'word' ? [rootOf(token.text)] : [])));
}

const MOST = /(?:^| )(?:up to|at most|no more than|not more than)$/;
const LEAST = /(?:^| )(?:from|at least|no less than)$/;

/**
 * The limits that a sentence puts on prices. "under $50" is not "up to $50": something at $50 is only the latter.
 * A price that is no limit is not in the list.
 */
export function boundsIn(tokens: readonly Token[]): Bound[] {
  return tokens.flatMap((token, at) => {
    const role = token.kind === 'money' ? roleOf(tokens, at) : undefined;
    return token.kind === 'money' && role ? [{ role, amount: token.amount, currency: token.currency }] : [];
  });
}

function roleOf(tokens: readonly Token[], at: number): Bound['role'] | undefined {
  const before = tokens
    .slice(Math.max(0, at - 3), at)
    .map((token) => (token.kind === 'word' ? token.text : '|'))
    .join(' ');
  if (/(?:^| )between$/.test(before)) return 'least';
  const isUpperOfTwo = /(?:^| )between \| and$/.test(before) && tokens[at - 2]?.kind === 'money';
  if (isUpperOfTwo || MOST.test(before)) return 'most';
  return LEAST.test(before) ? 'least' : undefined;
}
