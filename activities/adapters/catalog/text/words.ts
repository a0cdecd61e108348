/**
 * Cuts text into words: without accents and apostrophes, in lower case, runs of letters and digits.
 * The catalog's fields are cut by the same rule (`catalog_text` in the migrations), so that words meet.
 */
export function wordsOf(text: string): string[] {
  return text.normalize('NFKD').replace(LEFT_OUT, '').toLowerCase().match(WORD) ?? [];
}

/** Accents of Latin, Greek and Cyrillic, points of Hebrew and Arabic, and apostrophes. */
const LEFT_OUT = /[\u0300-\u036f\u0591-\u05c7\u064b-\u065f'’‘`´]/g;
const WORD = /[\p{L}\p{Nd}]+/gu;
