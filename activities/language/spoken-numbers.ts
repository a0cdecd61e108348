const UNITS =
  'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen'.split(
    ' ',
  );
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SMALL = new Map<string, number>([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
]);
/** Words that say a number and are no figures of their own. */
const OTHER = new Map<string, number>([
  ['dozen', 12],
  ['couple', 2],
  ['pair', 2],
  ['both', 2],
  ['twice', 2],
  ['double', 2],
  ['half', 0.5],
]);
const SCALES = new Map<string, number>([
  ['hundred', 100],
  ['thousand', 1_000],
]);

/** Thousands with points, cents with a comma. */
const POINTED = /^\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?$/;

/** The number a word says by itself: "six" is 6, "dozen" 12; undefined for all other words. */
export function numberOfWord(word: string): number | undefined {
  return SMALL.get(word) ?? OTHER.get(word) ?? SCALES.get(word);
}

/** Every number that a text says in English, in figures or in words: "1,000", "49.90", "1.299,00", "2k", "a hundred and twenty". */
export function numbersIn(text: string): Set<number> {
  const found = new Set<number>();
  const lower = text.toLowerCase().replaceAll(/(\d),(?=\d{3}\b)/g, '$1');
  for (const [, figures = '', thousand] of lower.matchAll(/(\d+(?:[.,]\d+)?)(k\b)?/g)) {
    found.add(Number(figures.replace(',', '.')) * (thousand ? 1_000 : 1));
  }
  // As Spanish and German write them: "1.299,00". Found whole first: looked for at every place, a long row of figures takes seconds.
  for (const [figures] of lower.matchAll(/\d[\d.,]*/g)) {
    const sum = figures.replace(/[.,]{1,3}$/, '');
    if (POINTED.test(sum)) found.add(Number(sum.replaceAll('.', '').replace(',', '.')));
  }
  let total: number | undefined;
  for (const word of lower.split(/[^\p{L}\d]+/u)) {
    const scale = SCALES.get(word);
    const small = SMALL.get(word) ?? OTHER.get(word);
    if (scale !== undefined) total = (total ?? 1) * scale;
    else if (small !== undefined) {
      found.add(small);
      total = (total ?? 0) + small;
    } else if (word !== 'and') total = undefined;
    if (total !== undefined) found.add(total);
  }
  return found;
}
