import { type Currency, decimalsOf, type ProductCard } from '../../../domain/index.js';

/** One piece of a sentence, with its meaning as far as the piece alone tells. */
export type Token =
  | { kind: 'name'; card: ProductCard }
  | { kind: 'brand'; brand: string }
  | { kind: 'quote'; text: string }
  | { kind: 'money'; amount: number; currency: Currency }
  | { kind: 'percent'; value: number }
  | { kind: 'number'; value: number; raw: string }
  | { kind: 'word'; text: string; raw: string }
  | { kind: 'stop'; text: string }
  /** Something that no plain sentence has. */
  | { kind: 'strange'; text: string };

/** The names that are looked for before anything else is. */
export interface Known {
  cards: readonly ProductCard[];
  brands: readonly string[];
}

/** As prices are formatted for readers of English. */
const SIGNS: Record<string, Currency> = {
  ...{ CA$: 'CAD', A$: 'AUD', NZ$: 'NZD', $: 'USD', '€': 'EUR', '£': 'GBP', '¥': 'JPY' },
  ...{ CHF: 'CHF', CZK: 'CZK', DKK: 'DKK', NOK: 'NOK', PLN: 'PLN', SEK: 'SEK' },
};
const UNITS: [RegExp, Currency][] = [
  [/^(?:dollars?|bucks?|usd|us dollars?)$/i, 'USD'],
  [/^(?:euros?|eur)$/i, 'EUR'],
  [/^(?:pounds?|quid|gbp)$/i, 'GBP'],
  [/^(?:yen|jpy)$/i, 'JPY'],
];
const FIGURE = String.raw`\d+(?:,\d{3})*(?:\.\d+)?`;
const SIGN = String.raw`(?:CA|A|NZ)?\$|[€£¥]|CHF|CZK|DKK|NOK|PLN|SEK`;
const MONEY_SIGN_FIRST = new RegExp(String.raw`(${SIGN})\s?(${FIGURE})`, 'y');
const MONEY_SIGN_LAST = new RegExp(String.raw`(${FIGURE})\s?([$€£¥])`, 'y');
const MONEY_IN_WORDS = new RegExp(
  String.raw`(${FIGURE})\s?(us dollars?|dollars?|bucks?|usd|euros?|eur|pounds?|quid|gbp|yen|jpy)\b`,
  'iy',
);
const PERCENT = new RegExp(String.raw`(${FIGURE})\s?(?:%|percent\b|per cent\b)`, 'iy');
const NUMBER = new RegExp(String.raw`(${FIGURE})(?![\p{L}\d])`, 'uy');
const WORD = /[\p{L}\p{N}]+(?:'[\p{L}]+)*/uy;
const QUOTE = /"([^"]*)"/y;
const STOP = /[.,;:!?()'"–—\-&/…]/y;

/** One kind of apostrophe, quotation mark and space, so that what looks alike is alike. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u2018\u2019\u02bc]/g, "'")
    .replaceAll(/[\u201c\u201d\u201e\u00ab\u00bb]/g, '"')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Cuts a text into tokens; names of products and brands are taken whole, so that their words say nothing else. */
export function tokenise(text: string, known: Known): Token[] {
  const plain = normalise(text);
  const names = [...known.cards]
    .map((card) => ({ card, name: normalise(card.name) }))
    .sort((a, b) => b.name.length - a.name.length);
  const brands = [...known.brands]
    .map((brand) => ({ brand, name: normalise(brand) }))
    .sort((a, b) => b.name.length - a.name.length);
  const tokens: Token[] = [];
  let at = 0;

  const match = (pattern: RegExp) => {
    pattern.lastIndex = at;
    return pattern.exec(plain);
  };
  const standsHere = (name: string, ignoresCase: boolean) => {
    const piece = plain.slice(at, at + name.length);
    const isSame = ignoresCase ? piece.toLowerCase() === name.toLowerCase() : piece === name;
    return isSame && !isInsideWord(plain, at - 1) && !isInsideWord(plain, at + name.length);
  };

  while (at < plain.length) {
    if (plain[at] === ' ') {
      at += 1;
      continue;
    }
    const named = names.find(({ name }) => standsHere(name, true));
    if (named) {
      tokens.push({ kind: 'name', card: named.card });
      at += named.name.length;
      continue;
    }
    // Brands can be everyday words ("Only"), so they are known by their capitals.
    const branded = brands.find(({ name }) => standsHere(name, false));
    if (branded) {
      tokens.push({ kind: 'brand', brand: branded.brand });
      at += branded.name.length;
      continue;
    }
    const [token, length] = next(match) ?? [{ kind: 'strange', text: plain.slice(at, at + 1) } as const, 1];
    tokens.push(token);
    at += length;
  }
  return tokens;
}

function next(match: (pattern: RegExp) => RegExpExecArray | null): [Token, number] | undefined {
  const quote = match(QUOTE);
  if (quote) return [{ kind: 'quote', text: (quote[1] ?? '').trim().toLowerCase() }, quote[0].length];
  const signed = match(MONEY_SIGN_FIRST);
  if (signed) return [moneyOf(signed[2], SIGNS[signed[1] ?? '']), signed[0].length];
  const signedLast = match(MONEY_SIGN_LAST);
  if (signedLast) return [moneyOf(signedLast[1], SIGNS[signedLast[2] ?? '']), signedLast[0].length];
  const spelt = match(MONEY_IN_WORDS);
  if (spelt)
    return [moneyOf(spelt[1], UNITS.find(([unit]) => unit.test(spelt[2] ?? ''))?.[1]), spelt[0].length];
  const percent = match(PERCENT);
  if (percent) return [{ kind: 'percent', value: amountOf(percent[1]) }, percent[0].length];
  const number = match(NUMBER);
  if (number) return [{ kind: 'number', value: amountOf(number[1]), raw: number[0] }, number[0].length];
  const word = match(WORD);
  if (word) return [{ kind: 'word', text: word[0].toLowerCase(), raw: word[0] }, word[0].length];
  const stop = match(STOP);
  return stop ? [{ kind: 'stop', text: stop[0] }, 1] : undefined;
}

function moneyOf(figure: string | undefined, currency: Currency = 'USD'): Token {
  return { kind: 'money', amount: Math.round(amountOf(figure) * 10 ** decimalsOf(currency)), currency };
}

const amountOf = (figure = ''): number => Number(figure.replaceAll(',', ''));

function isInsideWord(text: string, at: number): boolean {
  return /[\p{L}\p{N}]/u.test(text[at] ?? '');
}

/** The bare form of a word: "men's" and "men", "dresses" and "dress" are one. */
export function rootOf(word: string): string {
  const bare = word.replace(/'s?$/, '');
  if (/ies$/.test(bare) && bare.length > 4) return `${bare.slice(0, -3)}y`;
  if (/(?:ss|sh|ch|x)es$/.test(bare)) return bare.slice(0, -2);
  return /[^su]s$/.test(bare) && bare.length > 3 && !/is$/.test(bare) ? bare.slice(0, -1) : bare;
}
