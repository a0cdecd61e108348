const UNITS = 'null ein zwei drei vier fünf sechs sieben acht neun'.split(' ');
const TEENS = 'zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn'.split(' ');
const TENS = 'zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig'.split(' ');

/** German numbers in words, as sums of money and counts are written out: 2 to 99, and whole hundreds. */
export const NUMBERS: readonly (readonly [words: string, value: number])[] = [
  // "Ein" is more often an article than a count.
  ...UNITS.map((word, value) => [word, value] as const).slice(2),
  ...TEENS.map((word, index) => [word, index + 10] as const),
  ...TENS.flatMap((word, index) => [
    [word, (index + 2) * 10] as const,
    ...UNITS.map((unit, value) => [`${unit}und${word}`, (index + 2) * 10 + value] as const).slice(1),
  ]),
  ['hundert', 100],
  ...UNITS.map((unit, value) => [`${unit}hundert`, value * 100] as const).slice(1),
  ['tausend', 1_000],
];
