import type { Random } from './random.js';

/** Beginnings and ends of invented places, as labels name their models after. */
const BEGINNINGS = [
  ...['Al', 'Ar', 'Bar', 'Bel', 'Bran', 'Car', 'Cor', 'Dal', 'Den', 'El', 'Fal', 'Gar'],
  ...['Hal', 'Hol', 'Kel', 'Lan', 'Mar', 'Mel', 'Nor', 'Os', 'Pel', 'Ro', 'Sel', 'Wen'],
] as const;
const ENDS = [
  ...['by', 'combe', 'dale', 'don', 'ford', 'ham', 'holm', 'ley'],
  ...['mere', 'more', 'stead', 'thorpe', 'ton', 'well', 'wick', 'worth'],
] as const;

/** One of 384 names, so that of a million products hardly two are called the same. */
export function modelName(random: Random): string {
  return random.pick(BEGINNINGS) + random.pick(ENDS);
}
