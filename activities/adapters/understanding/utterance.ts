/** Longer messages are read this far; the rest adds time and rarely meaning. */
const MOST_TOKENS = 160;

// Each alternative begins with a different kind of character, so matching is linear in the text.
const TOKEN = /\d+(?:[.,]\d+)*\p{L}*(?:\d+\p{L}*)*|[\p{L}\p{M}]+\d*|[$€£¥₹#%<>+~≈@]|-(?=\s?[\d$€£])|\//gu;

/** What a word can be part of. */
export type Kind =
  | 'brand'
  | 'category'
  | 'colour'
  | 'department'
  | 'edit'
  | 'price'
  | 'quantity'
  | 'reference'
  | 'size';

/**
 * A message as words. Readers take what they understood, so that no word is read twice and what is
 * left at the end is what nobody understood.
 */
export class Utterance {
  readonly tokens: readonly string[];
  /** As typed, for the one case where it matters: a lone capital "M" is a size. */
  readonly typed: readonly string[];
  readonly #taken: (Kind | undefined)[];

  constructor(text: string) {
    const typed = text
      .normalize('NFKC')
      .replace(/['’‘`´]/g, '')
      .replace(/[–—−]/g, '-')
      // As search boxes have it: "-striped".
      .replace(/(^|\s)-(?=\p{L})/gu, '$1not ')
      .replace(/(\d)ish\b/gi, '$1 ish')
      .replace(/\b4 (?=(?:a|an|my|the|him|her|me|men|mens|women|womens|kids|boys|girls|guys)\b)/gi, 'for ')
      .replace(/\b(w|h|t)\/(?=[a-z\s])/gi, 'with ')
      .match(TOKEN);
    this.typed = typed?.slice(0, MOST_TOKENS) ?? [];
    this.tokens = this.typed.map((token) => stripAccents(token.toLowerCase()));
    this.#taken = this.tokens.map(() => undefined);
  }

  get length(): number {
    return this.tokens.length;
  }

  at(index: number): string | undefined {
    return this.tokens[index];
  }

  isFree(from: number, to = from + 1): boolean {
    for (let index = from; index < to; index++) if (index >= this.length || this.#taken[index]) return false;
    return true;
  }

  take(from: number, to: number, kind: Kind): void {
    for (let index = from; index < to; index++) this.#taken[index] = kind;
  }

  /** What took the word at `index`; nothing while it is free. */
  kindAt(index: number): Kind | undefined {
    return this.#taken[index];
  }

  /** Whether these words stand at `index`, taken or not. */
  has(index: number, words: readonly string[]): boolean {
    return words.every((word, offset) => this.tokens[index + offset] === word);
  }

  freeIndexes(): number[] {
    return this.tokens.flatMap((_, index) => (this.isFree(index) ? [index] : []));
  }
}

/** How words of gazetteers are cut, so that they meet the words of messages. */
export function wordsOf(text: string): string[] {
  return [...new Utterance(text.replaceAll('&', ' ')).tokens];
}

function stripAccents(word: string): string {
  return word.normalize('NFD').replace(/\p{M}/gu, '');
}
