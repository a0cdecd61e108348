import { withinEdits, withoutOneLetter } from './misspelling.js';
import type { Utterance } from './utterance.js';

export interface Found<Value> {
  from: number;
  to: number;
  value: Value;
  /** The words of the index, also where the message misspelt them. */
  phrase: string;
  exact: boolean;
}

interface Entry<Value> {
  words: readonly string[];
  phrase: string;
  value: Value;
}

/** Shorter words have too many neighbours one letter away. */
const SHORTEST_FORGIVEN = 5;
const MOST_WORDS_FORGIVEN = 40;

/** Finds known phrases in messages: the longest first, and on request with a letter wrong. */
export class PhraseIndex<Value> {
  readonly #byFirstWord = new Map<string, Entry<Value>[]>();
  readonly #byMissingLetter = new Map<string, Entry<Value>[]>();
  readonly #longest: number;

  constructor(phrases: Iterable<readonly [words: readonly string[], value: Value]>, forgiving = false) {
    let longest = 1;
    for (const [words, value] of phrases) {
      const [first] = words;
      if (first === undefined) continue;
      const entry = { words, phrase: words.join(' '), value };
      push(this.#byFirstWord, first, entry);
      longest = Math.max(longest, words.length);
      const joined = words.join('');
      if (!forgiving || joined.length < SHORTEST_FORGIVEN) continue;
      for (const form of [joined, ...withoutOneLetter(joined)]) push(this.#byMissingLetter, form, entry);
    }
    for (const entries of this.#byFirstWord.values()) entries.sort((a, b) => b.words.length - a.words.length);
    this.#longest = Math.min(longest, 4);
  }

  /** The longest phrase that begins at `index` with all its words free. */
  matchAt(utterance: Utterance, index: number): Found<Value> | undefined {
    const first = utterance.at(index);
    if (first === undefined) return undefined;
    for (const { words, phrase, value } of this.#byFirstWord.get(first) ?? []) {
      const to = index + words.length;
      if (utterance.has(index, words) && utterance.isFree(index, to)) {
        return { from: index, to, value, phrase, exact: true };
      }
    }
    return undefined;
  }

  /** All phrases, from left to right, not overlapping. */
  *matches(utterance: Utterance): Generator<Found<Value>> {
    for (let index = 0; index < utterance.length; ) {
      const found = this.matchAt(utterance, index);
      if (found) yield found;
      index = found?.to ?? index + 1;
    }
  }

  has(utterance: Utterance): boolean {
    return !this.matches(utterance).next().done;
  }

  /** The first phrase that is there but for a slip: one edit, or two in nine letters and more. */
  misspelt(utterance: Utterance, isOrdinary: (word: string) => boolean): Found<Value> | undefined {
    for (const index of utterance.freeIndexes().slice(0, MOST_WORDS_FORGIVEN)) {
      for (let to = Math.min(index + this.#longest, utterance.length); to > index; to--) {
        const found = utterance.isFree(index, to) && this.#misspeltAt(utterance, index, to, isOrdinary);
        if (found) return found;
      }
    }
    return undefined;
  }

  #misspeltAt(
    utterance: Utterance,
    from: number,
    to: number,
    isOrdinary: (word: string) => boolean,
  ): Found<Value> | undefined {
    const words = utterance.tokens.slice(from, to);
    const written = words.join('');
    if (written.length < SHORTEST_FORGIVEN - 1 || written.length > 40 || words.every(isOrdinary))
      return undefined;
    for (const form of [written, ...withoutOneLetter(written)]) {
      for (const { words: known, phrase, value } of this.#byMissingLetter.get(form) ?? []) {
        const meant = known.join('');
        // Slips rarely touch the first letter; "loves" is not "gloves".
        if (written[0] !== meant[0] || !withinEdits(written, meant, meant.length >= 9 ? 2 : 1)) continue;
        return { from, to, value, phrase, exact: false };
      }
    }
    return undefined;
  }
}

function push<Key, Item>(map: Map<Key, Item[]>, key: Key, item: Item): void {
  const items = map.get(key);
  if (items) items.push(item);
  else map.set(key, [item]);
}
