/** The words of a language: what each means in the English that the readers read. */
export interface LanguageWords {
  /**
   * Lines such as `falda, faldas = skirt`; of one that means nothing to a shop, the right side is empty. `#` stands
   * for a number, which is kept.
   */
  phrases: readonly string[];
  numbers: readonly (readonly [words: string, value: number])[];
  /** Endings that words of the lists take, and what is there without them. */
  endings: readonly (readonly [ending: RegExp, instead: string])[];
  /** Whether words are written in one: "Sommerkleid". */
  compounds: boolean;
}

/** A message in the words of the readers, and how much of it the language knew. */
export interface Gloss {
  text: string;
  /** The words, folded, that the language knows. */
  known: readonly string[];
}

export interface Glossary {
  /** @param names words that are part of a name here, folded: they stay as they are. */
  gloss(text: string, names?: ReadonlySet<string>): Gloss;
  knows(word: string): boolean;
}

interface Token {
  /** As typed. */
  typed: string;
  /** Without accents and capitals; numbers in digits. */
  folded: string;
  /** What stands before it: spaces and stops. */
  before: string;
}

const WORD = /\d+(?:[.,]\d+)*|[\p{L}\p{M}]+/gu;
const NUMBER = /^\d/;
/** "1.000,50" and "49,90" as they are written in Spanish and German. */
const DECIMAL_COMMA = /^(\d{1,3}(?:\.\d{3})+|\d+),(\d{1,2})$/;
const MOST_TOKENS = 200;
const NO_NAMES: ReadonlySet<string> = new Set();
const SHORTEST_PART = 3;
const LONGEST_COMPOUND = 30;

/**
 * Puts messages of one language into the words of the readers, phrase by phrase and the longest first, so that one
 * set of readers serves every language. Names and whatever else it does not know stay as they are.
 */
export function createGlossary(words: LanguageWords): Glossary {
  const numbers = phraseBook(words.numbers.map(([phrase, value]) => [phrase, String(value)]));
  const phrases = phraseBook(words.phrases.flatMap(linesOf));
  const singles = new Set(
    [...phrases.meanings.keys(), ...numbers.meanings.keys()].flatMap((phrase) => phrase.split(' ')),
  );

  const meaningOf = (word: string): string | undefined =>
    phrases.meanings.get(word) ??
    words.endings
      .filter(([ending]) => ending.test(word))
      .map(([ending, instead]) => phrases.meanings.get(word.replace(ending, instead)))
      .find((meaning) => meaning !== undefined);

  /** "Sommerkleid" is "summer dress"; the first part may be joined by an "s" or "n". */
  function compoundMeaning(word: string): string | undefined {
    if (!words.compounds || word.length > LONGEST_COMPOUND) return undefined;
    for (let cut = word.length - SHORTEST_PART; cut >= SHORTEST_PART; cut--) {
      const last = meaningOf(word.slice(cut));
      const first = last && meaningOf(word.slice(0, cut));
      if (first) return `${first} ${last}`;
    }
    return undefined;
  }

  return {
    knows: (word) =>
      singles.has(word) || meaningOf(word) !== undefined || compoundMeaning(word) !== undefined,
    gloss(text, names = NO_NAMES) {
      const { tokens, after } = tokensOf(text);
      const counted = replacePhrases(tokens, numbers, names, () => undefined);
      const known: string[] = [...counted.known];
      const read = replacePhrases(
        counted.tokens,
        phrases,
        names,
        (word) => meaningOf(word) ?? compoundMeaning(word),
      );
      known.push(...read.known);
      const glossed = read.tokens.map(({ before, typed }) => before + typed).join('') + after;
      return { text: glossed.replaceAll(/[¿¡]/g, '').replaceAll(/ {2,}/g, ' ').trim(), known };
    },
  };
}

/** Lower case, without accents: "Größe" and "GROSSE" are one word. */
export function fold(word: string): string {
  return word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replaceAll('ß', 'ss');
}

/** The words of a text, folded. */
export function foldedWords(text: string): string[] {
  return tokensOf(text).tokens.map(({ folded }) => folded);
}

function tokensOf(text: string): { tokens: Token[]; after: string } {
  const tokens: Token[] = [];
  let from = 0;
  for (const { index, 0: typed } of text.normalize('NFKC').matchAll(WORD)) {
    if (tokens.length === MOST_TOKENS) break;
    const sum = DECIMAL_COMMA.exec(typed);
    const plain = sum ? `${sum[1]?.replaceAll('.', '')}.${sum[2]}` : typed;
    tokens.push({ typed: plain, folded: fold(plain), before: text.normalize('NFKC').slice(from, index) });
    from = index + typed.length;
  }
  return { tokens, after: text.normalize('NFKC').slice(from) };
}

interface PhraseBook {
  meanings: ReadonlyMap<string, string>;
  /** How many words the longest phrase has that begins with a word. */
  longest: ReadonlyMap<string, number>;
}

function phraseBook(entries: readonly (readonly [phrase: string, meaning: string])[]): PhraseBook {
  const meanings = new Map(entries.map(([phrase, meaning]) => [foldPhrase(phrase), meaning]));
  const longest = new Map<string, number>();
  for (const phrase of meanings.keys()) {
    const words = phrase.split(' ');
    const [first = ''] = words;
    longest.set(first, Math.max(longest.get(first) ?? 0, words.length));
  }
  return { meanings, longest };
}

const foldPhrase = (phrase: string): string =>
  fold(phrase)
    .match(/#|\d+|[\p{L}]+/gu)
    ?.join(' ') ?? '';

function linesOf(list: string): [phrase: string, meaning: string][] {
  return list
    .split('\n')
    .filter((line) => line.includes('='))
    .flatMap((line) => {
      const [phrases = '', meaning = ''] = line.split('=');
      return phrases.split(',').map((phrase): [string, string] => [phrase.trim(), meaning.trim()]);
    });
}

function replacePhrases(
  tokens: readonly Token[],
  phrases: PhraseBook,
  names: ReadonlySet<string>,
  meaningOf: (word: string) => string | undefined,
): { tokens: Token[]; known: string[] } {
  const replaced: Token[] = [];
  const known: string[] = [];
  for (let index = 0; index < tokens.length; ) {
    const token = tokens[index];
    if (!token) break;
    const isName = names.has(token.folded);
    const match = isName ? undefined : (longestAt(tokens, index, phrases) ?? wordAt(token, meaningOf));
    if (!match) {
      replaced.push(token);
      index += 1;
      continue;
    }
    const taken = tokens.slice(index, index + match.length);
    known.push(...taken.map(({ folded }) => folded).filter((word) => !NUMBER.test(word)));
    const numbers = taken.filter(({ folded }) => NUMBER.test(folded)).map(({ typed }) => typed);
    const typed = match.meaning.replaceAll('#', () => numbers.shift() ?? '');
    replaced.push({ typed, folded: fold(typed), before: token.before });
    index += match.length;
  }
  return { tokens: replaced, known };
}

function longestAt(
  tokens: readonly Token[],
  from: number,
  phrases: PhraseBook,
): { meaning: string; length: number } | undefined {
  const first = tokens[from]?.folded ?? '';
  const longest = phrases.longest.get(NUMBER.test(first) ? '#' : first) ?? 0;
  for (let length = Math.min(longest, tokens.length - from); length > 0; length--) {
    const words = tokens.slice(from, from + length);
    // A phrase does not go on over the end of a sentence.
    if (words.slice(1).some(({ before }) => /[.,;:!?\n]/.test(before))) continue;
    const said = words.map(({ folded }) => folded).join(' ');
    const meaning =
      phrases.meanings.get(said) ?? phrases.meanings.get(said.replaceAll(/\d+(?:[.,]\d+)*/g, '#'));
    if (meaning !== undefined) return { meaning, length };
  }
  return undefined;
}

function wordAt(
  token: Token,
  meaningOf: (word: string) => string | undefined,
): { meaning: string; length: number } | undefined {
  const meaning = !NUMBER.test(token.folded) ? meaningOf(token.folded) : undefined;
  return meaning === undefined ? undefined : { meaning, length: 1 };
}
