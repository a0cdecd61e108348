import { STOP_WORDS } from './text/stop-words.js';

/** A shopper's words, read the way web search boxes do: all words, "exact phrases", -without. */
export interface SearchText {
  /** tsquery texts that must all match; a word of four letters or more also matches as a beginning. */
  required: string[];
  /** The plain words among `required`, which may be mistyped. */
  words: string[];
  /** tsquery texts that must not match. */
  excluded: string[];
}

const MOST_TERMS = 12;
const TERM = /(-?)(?:"([^"]*)"|([^\s"]+))/g;

/** Only letters and digits are kept, so nothing a shopper writes can be tsquery syntax. */
export function readSearchText(text: string): SearchText {
  const result: SearchText = { required: [], words: [], excluded: [] };
  for (const [, minus, phrase, bare] of [...text.matchAll(TERM)].slice(0, MOST_TERMS)) {
    const words = wordsOf(phrase ?? bare ?? '').filter((word) => !STOP_WORDS.has(word));
    if (words.length === 0) continue;
    const isWord = phrase === undefined && words.length === 1;
    const term = isWord ? words.map(withEndings).join('') : words.join(' <-> ');
    if (minus) {
      result.excluded.push(term);
      continue;
    }
    result.required.push(term);
    if (isWord) result.words.push(...words);
  }
  return result;
}

function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}

/** "flor" finds floral; short words would find too much ("red" is not Redfern). */
function withEndings(word: string): string {
  return word.length >= 4 ? `${word}:*` : word;
}
