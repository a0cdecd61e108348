import { holdsCount, isSilent } from './counts.js';
import { type Evidence, isNegation, rootsOf } from './evidence.js';
import { checkFacts } from './facts.js';
import { checkPolarity } from './polarity.js';
import { rootOf, type Token, tokenise } from './tokens.js';
import { ABOUT_PRODUCTS, NEGATIONS, POINTERS, PROMISES, REGRETS, TIMES } from './words/claims.js';
import { NEUTRAL } from './words/neutral.js';

/** What a sentence can fail on. A closed set: it labels metrics. */
export const CHECKS = [
  'empty',
  'too_long',
  'markup',
  'quote',
  'money',
  'percent',
  'number',
  'size',
  'colour',
  'brand',
  'promise',
  'date',
  'word',
  'polarity',
  'question',
  'missing',
] as const;
export type Check = (typeof CHECKS)[number];

/** The longest worded reply, in characters. */
export const LONGEST_WORDING = 400;
/** Links and mail addresses, before their parts look like words. */
const LINKS = /https?:|www\.|\w@\w|\b\w+\.(?:com|net|org|io|shop|co)\b/i;

/**
 * Whether the evidence bears out everything that a sentence says: each figure, name, size and colour, and for the
 * rest each word, which is either neutral or of the template. Returns the first check that fails.
 */
export function checkSentence(sentence: string, evidence: Evidence): Check | undefined {
  if (LINKS.test(sentence)) return 'markup';
  const tokens = tokenise(sentence, evidence);
  if (tokens.some(({ kind }) => kind === 'strange')) return 'markup';
  return (
    checkFacts(tokens, evidence) ?? checkWords(tokens, evidence) ?? checkPolarity(tokens, sentence, evidence)
  );
}

/** Whether a whole reply can stand for the template: each of its sentences holds, and none is missing that must be said. */
export function checkWhole(sentences: readonly string[], evidence: Evidence): Check | undefined {
  const text = sentences.join(' ');
  if (!/\p{L}/u.test(text)) return 'empty';
  if (text.length > LONGEST_WORDING) return 'too_long';
  for (const sentence of sentences) {
    const failed = checkSentence(sentence, evidence);
    if (failed) return failed;
  }
  const tokens = tokenise(text, evidence);
  if (evidence.isNegative && !tokens.some(isNegation)) return 'polarity';
  if (evidence.isQuestion && !sentences.some((sentence) => sentence.includes('?'))) return 'question';
  const said = rootsOf(tokens);
  return evidence.musts.size > 0 && ![...evidence.musts].some((must) => said.has(must))
    ? 'missing'
    : undefined;
}

function checkWords(tokens: readonly Token[], evidence: Evidence): Check | undefined {
  const namesProduct = tokens.some(({ kind }) => kind === 'name');
  for (const [at, token] of tokens.entries()) {
    if (token.kind === 'number' && !isSilent(tokens, at) && !holdsCount(tokens, at, evidence))
      return 'number';
    if (token.kind !== 'word') continue;
    const failed = checkWord(tokens, at, evidence, namesProduct);
    if (failed) return failed;
  }
  return undefined;
}

function checkWord(
  tokens: readonly Token[],
  at: number,
  evidence: Evidence,
  namesProduct: boolean,
): Check | undefined {
  const token = tokens[at];
  if (token?.kind !== 'word' || isSilent(tokens, at)) return undefined;
  const { text } = token;
  if (holdsCount(tokens, at, evidence) === false) return 'number';
  if (holdsCount(tokens, at, evidence)) return undefined;
  const root = rootOf(text);
  const isSaid = evidence.words.has(root);
  if (isSaid) return undefined;
  if (PROMISES.has(text) || PROMISES.has(root)) return 'promise';
  if (TIMES.has(text) || TIMES.has(root)) return 'date';
  if (POINTERS.has(text) && evidence.cards.length === 0 && !evidence.isNegative) return 'word';
  if (NEUTRAL.has(text)) return undefined;
  if (namesProduct && ABOUT_PRODUCTS.has(text)) return undefined;
  // Whether they may be said is a question of polarity.
  if (NEGATIONS.has(text) || text.endsWith("n't") || REGRETS.has(text)) return undefined;
  return 'word';
}
