import type { Token } from './tokens.js';

const LETTERS = new Set(['XS', 'S', 'M', 'L', 'XL', 'XXL', '2XL', '3XL', 'XXS', 'XXXL']);
const SPELT = new Map([
  ['small', 'S'],
  ['medium', 'M'],
  ['large', 'L'],
]);
/** "32x34", "10.5", "34W". */
const SIZE_LIKE = /^\d+(?:\.\d+)?(?:x\d+|[wlrs])?$/i;

/** Recognises sizes: letters in capitals, and figures after the word "size" or after another size. */
export const SIZES = {
  isSize(tokens: readonly Token[], at: number): boolean {
    return this.at(tokens, at) !== undefined;
  },

  /** The size in its canonical form, in capitals. */
  at(tokens: readonly Token[], at: number): string | undefined {
    const token = tokens[at];
    if (token?.kind === 'word') {
      if (LETTERS.has(token.raw)) return token.raw;
      const spelt = SPELT.get(token.text);
      if (spelt) return spelt;
      if (token.text === 'one' && /^sizes?$/.test(wordAt(tokens, at + 1))) return 'ONE SIZE';
      if (/^\d/.test(token.text) && SIZE_LIKE.test(token.text)) return token.text.toUpperCase();
      return undefined;
    }
    if (token?.kind !== 'number') return undefined;
    return followsSize(tokens, at) ? token.raw : undefined;
  },
};

function followsSize(tokens: readonly Token[], at: number): boolean {
  for (let before = at - 1; before >= 0; before -= 1) {
    const token = tokens[before];
    if (token?.kind === 'stop' && [',', '/', '-', '–'].includes(token.text)) continue;
    if (token?.kind === 'number') continue;
    if (token?.kind !== 'word') return false;
    if (/^sizes?$/.test(token.text)) return true;
    if (!['and', 'or', 'to', 'in', 'a'].includes(token.text)) return false;
  }
  return false;
}

function wordAt(tokens: readonly Token[], at: number): string {
  const token = tokens[at];
  return token?.kind === 'word' ? token.text : '';
}
