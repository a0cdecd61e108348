const UNITS = 'cero uno dos tres cuatro cinco seis siete ocho nueve'.split(' ');
const TEENS =
  `diez once doce trece catorce quince dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos
  veintitres veinticuatro veinticinco veintiseis veintisiete veintiocho veintinueve`.split(/\s+/);
const TENS = 'treinta cuarenta cincuenta sesenta setenta ochenta noventa'.split(' ');
const HUNDREDS = `cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos
  novecientos`.split(/\s+/);

/** Spanish numbers in words, as sums of money and counts are written out: 2 to 99, and whole hundreds. */
export const NUMBERS: readonly (readonly [words: string, value: number])[] = [
  // "Uno" is more often an article or a pronoun than a count.
  ...UNITS.map((word, value) => [word, value] as const).slice(2),
  ...TEENS.map((word, index) => [word, index + 10] as const),
  ...TENS.flatMap((word, index) => [
    [word, (index + 3) * 10] as const,
    ...UNITS.map((unit, value) => [`${word} y ${unit}`, (index + 3) * 10 + value] as const).slice(1),
  ]),
  ...HUNDREDS.map((word, index) => [word, (index + 1) * 100] as const),
  ['mil', 1_000],
];
