import { DEFAULT_LANGUAGE, type HeardLanguage, type Language } from '../../../domain/index.js';
import { createGlossary, foldedWords, type Glossary } from './glossary.js';
import { CATEGORY_WORDS } from './words/categories.js';
import { COLOUR_WORDS } from './words/colours.js';
import { GERMAN } from './words/de/index.js';
import { DEPARTMENT_WORDS } from './words/departments.js';
import { SPANISH } from './words/es/index.js';
import { FILLERS, STYLE_WORDS } from './words/fillers.js';
import * as intents from './words/intents.js';
import { ASKING_FOR_LANGUAGE, LANGUAGE_NAMES } from './words/languages.js';
import * as orders from './words/orders.js';
import * as talk from './words/talk.js';

type Foreign = Exclude<Language, 'en'>;

const GLOSSARIES: Readonly<Record<Foreign, Glossary>> = {
  es: createGlossary(SPANISH),
  de: createGlossary(GERMAN),
};
const FOREIGN = Object.keys(GLOSSARIES) as Foreign[];

/** Greetings that the English readers know as well. */
const BORROWED: ReadonlySet<string> = new Set(['hola', 'gracias', 'adios', 'danke', 'ciao', 'hallo']);
/** Words of English: those that the readers know. */
const ENGLISH: ReadonlySet<string> = new Set(
  [
    ...FILLERS,
    ...STYLE_WORDS,
    ...Object.values(COLOUR_WORDS).flat(),
    ...Object.values(DEPARTMENT_WORDS).flat(),
    ...CATEGORY_WORDS.flatMap(({ words }) => words.flatMap((word) => [word, `${word}s`, `${word}es`])),
    ...phrasesOf(intents),
    ...phrasesOf(orders),
    ...phrasesOf(talk),
  ]
    .flatMap(foldedWords)
    .filter((word) => !BORROWED.has(word)),
);

/** A message and what it is written in. */
export interface MessageRead {
  /** The message in the English that the readers read; as it was where it is English. */
  text: string;
  /** Absent where nothing tells. */
  heard?: HeardLanguage;
  /** Set where it asks for a language and for nothing else. */
  asksFor?: Language;
}

/** A sentence is clear from so many words on that only its language has. */
const CLEAR = 3;
/** One such word by itself counts where it is no short one: "rock" is a skirt in German, and English as well. */
const LONG_WORD = 5;
const LONGEST_REQUEST = 9;

/**
 * Says which language a message is in, by the words that the readers know, and puts it into theirs.
 * @param spoken the language of the conversation so far
 * @param names words that are part of a name here, folded: "klein" in "Calvin Klein" is no German
 */
export function hearLanguage(
  text: string,
  spoken: Language = DEFAULT_LANGUAGE,
  names?: ReadonlySet<string>,
): MessageRead {
  const words = foldedWords(text);
  const asked = askedLanguage(words);
  if (asked) return { text, heard: { language: asked, sure: true }, asksFor: asked };
  const english = words.filter((word) => ENGLISH.has(word));
  const readings = FOREIGN.map((language) => {
    const glossary = GLOSSARIES[language];
    const { text: glossed, known } = glossary.gloss(text, names);
    const own = known.filter((word) => !ENGLISH.has(word));
    const against = english.filter((word) => !glossary.knows(word)).length;
    return { language, glossed, own, against };
  });
  const best = readings.reduce((a, b) => (b.own.length > a.own.length ? b : a));
  const { own, against } = best;
  const isOwn = own.length > against && (own.length > 1 || (own[0]?.length ?? 0) >= LONG_WORD);
  if (isOwn || (best.language === spoken && own.length > against)) {
    const rival = Math.max(...readings.filter((each) => each !== best).map((each) => each.own.length));
    const sure = own.length >= CLEAR && own.length >= against + 2 && own.length > rival;
    return { text: best.glossed, heard: { language: best.language, sure } };
  }
  const mine = readings.find(({ language }) => language === spoken);
  const plain = Math.min(...readings.map((each) => each.against));
  if (plain > own.length)
    return { text, heard: { language: 'en', sure: plain >= CLEAR && own.length === 0 } };
  return { text: mine?.glossed ?? text };
}

function askedLanguage(words: readonly string[]): Language | undefined {
  if (words.length > LONGEST_REQUEST) return undefined;
  const names = words.flatMap((word) => LANGUAGE_NAMES.get(word) ?? []);
  const [language] = names;
  if (language === undefined || names.length > 1) return undefined;
  const only = words.every((word) => LANGUAGE_NAMES.has(word) || ASKING_FOR_LANGUAGE.has(word));
  return only ? language : undefined;
}

function phrasesOf(lists: Readonly<Record<string, unknown>>): string[] {
  return Object.values(lists).flatMap((list) => (Array.isArray(list) ? list.map(String) : []));
}
