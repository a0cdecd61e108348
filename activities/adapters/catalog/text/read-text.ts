import { FILLERS } from '../../understanding/words/fillers.js';
import type { CatalogWords } from './catalog-words.js';
import { STOP_WORDS } from './stop-words.js';
import type { Synonyms } from './synonyms.js';
import {
  ALTERNATIVE_WEIGHTS,
  type Alternative,
  MOST_GROUPS,
  type TextGroup,
  type TextQuery,
  type Words,
} from './text-query.js';
import { wordsOf } from './words.js';

/** What is typed beyond this says nothing new, and reading it takes time. */
const LONGEST_TEXT = 1_000;
const MOST_ALTERNATIVES = 24;
const MOST_EXCLUDED = 12;
const LONGEST_PHRASE = 8;

const TERM = /(-?)(?:"([^"]*)"|([^\s"]+))/g;
/** "Not striped" excludes as "-striped" does. "No" does not: "no-show socks". */
const EXCLUDING: ReadonlySet<string> = new Set(['not', 'without', 'except']);

/** What is needed to read words: the catalog's own, and what means the same. */
export interface TextKnowledge {
  words: CatalogWords;
  synonyms: Synonyms;
}

/** A term as typed: a "quoted phrase", or what stood between spaces. */
interface Term {
  words: string[];
  quoted: boolean;
  excluded: boolean;
  /** Says nothing by itself: "for", "new"; but "down" does in "down jacket". */
  idle: boolean;
  /** Where it stands in the text. */
  from: number;
  to: number;
}

/**
 * Reads a shopper's words the way web search boxes do: all words, "exact phrases", -without. Words that
 * say nothing ("for the") constrain nothing. A word also stands for its other forms and its synonyms; one
 * that the catalog does not know stands for words that begin like it, and for the nearest ones.
 */
export function readText(text: string, knowledge: TextKnowledge): TextQuery {
  const read = text.slice(0, LONGEST_TEXT);
  const terms = readTerms(read);
  const wanted = terms.filter(({ excluded }) => !excluded);
  const excluded = terms
    .filter((term) => term.excluded && !term.idle)
    .slice(0, MOST_EXCLUDED)
    .flatMap(({ words }) => sayings(words, knowledge).map((alternative) => alternative.words));
  return { groups: withoutRepeats(readGroups(wanted, read, knowledge)).slice(0, MOST_GROUPS), excluded };
}

/** The text with one of its groups taken out. */
export function withoutGroup(text: string, { said, from }: TextGroup): string {
  return `${text.slice(0, from)} ${text.slice(from + said.length)}`.replace(/\s+/g, ' ').trim();
}

function readTerms(text: string): Term[] {
  const terms: Term[] = [];
  let excluding = false;
  for (const match of text.matchAll(TERM)) {
    const [typed, minus, phrase, bare] = match;
    const quoted = phrase !== undefined;
    const words = wordsOf(phrase ?? bare ?? '').slice(0, LONGEST_PHRASE);
    const [first] = words;
    if (first === undefined) continue;
    if (!quoted && words.length === 1 && EXCLUDING.has(first)) {
      excluding = true;
      continue;
    }
    const idle = !quoted && words.every((word) => STOP_WORDS.has(word) || FILLERS.has(word));
    const place = { from: match.index, to: match.index + typed.length };
    terms.push({ words, quoted, excluded: excluding || minus !== '', idle, ...place });
    excluding = false;
  }
  return terms;
}

/** Several words may have a synonym together: "bathing suit" is one group, and so is "t-shirt". */
function readGroups(terms: readonly Term[], text: string, knowledge: TextKnowledge): TextGroup[] {
  const groups: TextGroup[] = [];
  for (let index = 0; index < terms.length; ) {
    const found = knowledge.synonyms.at(plainWordsFrom(terms, index), 0);
    const covered = found ? termsIn(terms, index, found.length) : 0;
    const meant = terms.slice(index, index + Math.max(1, covered));
    const [first, last] = [meant[0], meant.at(-1)];
    if (!first || !last) break;
    index += meant.length;
    if (meant.every(({ idle }) => idle)) continue;
    const words = meant.flatMap((term) => term.words);
    groups.push({
      said: text.slice(first.from, last.to),
      from: first.from,
      alternatives: alternativesOf(words, covered > 0 && found ? found.meanings : [], knowledge),
    });
  }
  return groups;
}

function alternativesOf(
  said: Words,
  synonyms: readonly Words[],
  knowledge: TextKnowledge,
): readonly Alternative[] {
  const alternatives = [
    ...sayings(said, knowledge),
    ...synonyms.flatMap((words) => asSynonym(words, knowledge)),
  ];
  const [only] = said;
  const isKnown = said.length > 1 || alternatives.some(({ words }) => knows(words, knowledge));
  if (only !== undefined && !isKnown) alternatives.push(...guesses(only, knowledge));
  return bestOfEach(alternatives).slice(0, MOST_ALTERNATIVES);
}

/** The words as said, and with the last one in its other forms. */
function sayings(words: Words, { words: known }: TextKnowledge): Alternative[] {
  const before = words.slice(0, -1);
  const last = words.at(-1) ?? '';
  const forms = known.formsOf(last).map((form) => ({
    words: [...before, form],
    weight: isOneAndMany(form, last) ? ALTERNATIVE_WEIGHTS.number : ALTERNATIVE_WEIGHTS.form,
  }));
  return [{ words, weight: ALTERNATIVE_WEIGHTS.said }, ...forms];
}

/** Whether one is the plural of the other. */
function isOneAndMany(a: string, b: string): boolean {
  const [one, many] = a.length < b.length ? [a, b] : [b, a];
  return many === `${one}s` || many === `${one}es` || many === `${one.slice(0, -1)}ies`;
}

function asSynonym(words: Words, knowledge: TextKnowledge): Alternative[] {
  return sayings(words, knowledge).map((saying) => ({ ...saying, weight: ALTERNATIVE_WEIGHTS.synonym }));
}

/** What a word may mean that the catalog does not have. */
function guesses(word: string, { words: known }: TextKnowledge): Alternative[] {
  return [
    ...known.beginningWith(word).map((each) => ({ words: [each], weight: ALTERNATIVE_WEIGHTS.beginning })),
    ...known.near(word).map((each) => ({ words: [each], weight: ALTERNATIVE_WEIGHTS.spelling })),
  ];
}

function knows(words: Words, { words: known }: TextKnowledge): boolean {
  return words.every((word) => known.knows(word));
}

/** The words from a term on, up to the next quotation; enough of them for a synonym. */
function plainWordsFrom(terms: readonly Term[], from: number): string[] {
  const words: string[] = [];
  for (const term of terms.slice(from, from + LONGEST_PHRASE)) {
    if (term.quoted) break;
    words.push(...term.words);
  }
  return words;
}

/** How many terms so many words are; 0 when they end within one: half of "t-shirt" has no synonym. */
function termsIn(terms: readonly Term[], from: number, words: number): number {
  let left = words;
  for (let index = from; index < terms.length; index++) {
    left -= terms[index]?.words.length ?? 0;
    if (left === 0) return index - from + 1;
    if (left < 0) return 0;
  }
  return 0;
}

function bestOfEach(alternatives: readonly Alternative[]): Alternative[] {
  const best = new Map<string, Alternative>();
  for (const alternative of [...alternatives].sort((a, b) => b.weight - a.weight)) {
    const key = alternative.words.join(' ');
    if (!best.has(key)) best.set(key, alternative);
  }
  return [...best.values()];
}

/** "Jeans jeans jeans" says "jeans". */
function withoutRepeats(groups: readonly TextGroup[]): TextGroup[] {
  const keys = groups.map(({ alternatives }) => alternatives[0]?.words.join(' '));
  return groups.filter((_, index) => keys.indexOf(keys[index]) === index);
}
