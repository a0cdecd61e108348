import type { Utterance } from './utterance.js';

export interface NumberRead {
  value: number;
  /** The index after the number. */
  next: number;
  /** Whether it was written in digits. */
  digits: boolean;
}

const UNITS =
  `zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen
  seventeen eighteen nineteen`.split(/\s+/);
const TENS = ['twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const SMALL_NUMBERS = new Map<string, number>([
  ...UNITS.map((word, value): [string, number] => [word, value]),
  ...TENS.map((word, index): [string, number] => [word, (index + 2) * 10]),
  ['fourty', 40],
  ['fivety', 50],
  ['ninty', 90],
  ['twelf', 12],
]);
const GROUPS = new Map([
  ['hundred', 100],
  ['thousand', 1_000],
  ['grand', 1_000],
]);
/** Larger figures are all the same to a shop, and stay exact in a double. */
const LARGEST = 10_000_000;

/** Reads "49.90", "1,000", "2k", "thirty five" or "a hundred" at `index`. Never negative. */
export function readNumber(utterance: Utterance, index: number): NumberRead | undefined {
  const token = utterance.at(index);
  if (token === undefined) return undefined;
  const digits = digitsValue(token);
  if (digits !== undefined) return { value: Math.min(digits, LARGEST), next: index + 1, digits: true };
  return readNumberWords(utterance, index);
}

function digitsValue(token: string): number | undefined {
  const thousands = /^(\d{1,4}(?:\.\d)?)k$/.exec(token);
  if (thousands) return Math.round(Number(thousands[1]) * 1_000);
  if (!/^\d[\d.,]*$/.test(token) || token.length > 20) return undefined;
  if (/^\d{1,3}([.,]\d{3})+$/.test(token)) return Number(token.replace(/[.,]/g, ''));
  const [, whole = '', fraction = '0'] = /^([\d.,]*?)(?:[.,](\d{1,2}))?$/.exec(token) ?? [];
  const value = Number(`${whole.replace(/[.,]/g, '')}.${fraction}`);
  return Number.isFinite(value) ? value : undefined;
}

function readNumberWords(utterance: Utterance, start: number): NumberRead | undefined {
  let index = start;
  let total = 0;
  let found = false;
  const article = utterance.at(index) === 'a' && GROUPS.has(utterance.at(index + 1) ?? '');
  if (article) index++;
  for (let previous = article ? 1 : 0; index < utterance.length; index++) {
    const word = utterance.at(index) ?? '';
    const small = SMALL_NUMBERS.get(word);
    const group = GROUPS.get(word);
    if (small !== undefined && (!found || fitsAfter(previous, small))) {
      total += small;
      previous = small;
    } else if (group !== undefined && (found || article || group === 100)) {
      total = Math.max(total, 1) * group;
      previous = group;
    } else if (!(word === 'and' && previous >= 100 && SMALL_NUMBERS.has(utterance.at(index + 1) ?? ''))) {
      break;
    }
    found = true;
  }
  return found ? { value: Math.min(total, LARGEST), next: index, digits: false } : undefined;
}

/** "thirty five" is one number, "two three" and "five thirty" are not. */
function fitsAfter(previous: number, small: number): boolean {
  if (previous >= 100) return true;
  return previous >= 20 && small > 0 && small < 10;
}
