/**
 * Cuts text into words: without accents and apostrophes, in lower case, runs of letters and digits.
 * The catalog's fields are cut by the same rule (`catalog_text` in the migrations), so that words meet.
 */
export function wordsOf(text: string): string[] {
  return (
    text
      .normalize('NFKD')
      .replace(/[\p{M}'’‘`´]/gu, '')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? []
  );
}
