import { Currency, decimalsOf, type Money, money } from './money.js';

export type WrittenPrice = { kind: 'price'; price: Money } | { kind: 'unreadable'; reason: string };

export interface PriceReading {
  /** Of an amount that names none. */
  currency: Currency;
  /** Round what has more decimals than the currency, half up; default: refuse it. For costs, which are averages. */
  rounds?: boolean;
}

/** Signs that mean one currency among ours; "kr" means several, and is none. */
const SIGNS: Readonly<Record<string, Currency>> = {
  $: 'USD',
  US$: 'USD',
  '€': 'EUR',
  '£': 'GBP',
  '¥': 'JPY',
  zł: 'PLN',
};
const SHAPE =
  /^([^\d\s.,+-]{0,4})\s*([+-]?[\d.,'’\u00a0\u202f ]*\d|[+-]?nan|[+-]?inf(?:inity)?)\s*([^\d\s.,+-]{0,4})$/i;
/** Characters of a price, spaces and signs included; reading a far longer one would take long. */
const LONGEST = 60;
/** The books hold 32-bit integers. */
const LARGEST = 2_147_483_647;
/** A float that a program wrote out, as 25.479999542236328, is this close to what was meant, in minor units. */
const FLOAT_SLIP = 0.01;

/**
 * Reads an amount as feeds write it: `15.00 USD`, `USD 15`, `€ 1.299,00`, `1,299.00`, `1200 JPY`. A comma or a
 * point before one or two last digits is decimal; one before every three is not. Negative, zero and absent amounts
 * are the caller's to judge.
 */
export function readWrittenPrice(text: string, { currency, rounds = false }: PriceReading): WrittenPrice {
  const written = text.trim();
  if (written === '') return unreadable('there is no price');
  if (written.length > LONGEST) return unreadable(`“${shortened(written)}” is not a price`);
  const [, before = '', figure = '', after = ''] = SHAPE.exec(written) ?? [];
  if (!/^[+-]?[\d.,'’\s]*\d$/.test(figure)) return unreadable(`“${shortened(written)}” is not a price`);
  const named = currencyNamed(before || after, currency);
  if (named === undefined || (before && after)) {
    return unreadable(
      `“${before || after}” is not a currency that the shop can sell in (${Currency.options.join(', ')})`,
    );
  }
  const digits = plainDecimal(figure, decimalsOf(named));
  if (digits === undefined)
    return unreadable(`“${shortened(written)}” can be read in two ways; write it like 1299.00`);
  const exact = Number(digits) * 10 ** decimalsOf(named);
  const amount = Math.sign(exact) * Math.round(Math.abs(exact));
  if (!Number.isFinite(exact) || Math.abs(amount) > LARGEST)
    return unreadable(`“${shortened(written)}” is too large`);
  if (!rounds && Math.abs(exact - amount) > FLOAT_SLIP) {
    return unreadable(`“${shortened(written)}” has more decimals than ${named} has`);
  }
  return { kind: 'price', price: money(amount + 0, named) };
}

function currencyNamed(mark: string, otherwise: Currency): Currency | undefined {
  if (mark === '') return otherwise;
  // "$" is that of the shop where the shop sells in a dollar of its own.
  if (mark === '$' && /^(USD|AUD|CAD|NZD)$/.test(otherwise)) return otherwise;
  return SIGNS[mark] ?? Currency.safeParse(mark.toUpperCase()).data;
}

/** "1.299,00" is "1299.00"; undefined where a separator may be decimal as well as not. */
function plainDecimal(figure: string, decimals: number): string | undefined {
  const compact = figure.replace(/['’\s]/g, '');
  const lastPoint = compact.lastIndexOf('.');
  const lastComma = compact.lastIndexOf(',');
  const isMixed = lastPoint >= 0 && lastComma >= 0;
  const mark = lastPoint > lastComma ? '.' : ',';
  if (isMixed) {
    const other = mark === '.' ? ',' : '.';
    const whole = compact.slice(0, compact.lastIndexOf(mark));
    if (!isGrouped(whole, other)) return undefined;
    return `${whole.replaceAll(other, '')}.${compact.slice(compact.lastIndexOf(mark) + 1)}`;
  }
  if (!compact.includes(mark)) return compact;
  const parts = compact.split(mark);
  if (parts.length > 2) return isGrouped(compact, mark) ? compact.replaceAll(mark, '') : undefined;
  const [whole = '', fraction = ''] = parts;
  if (mark === ',' && fraction.length === 3 && isGrouped(compact, mark)) return whole + fraction;
  if (mark === '.' && fraction.length === 3 && decimals === 0 && fraction !== '000') return undefined;
  if (mark === ',' && fraction.length > 3) return undefined;
  return `${whole || '0'}.${fraction}`;
}

function isGrouped(whole: string, mark: string): boolean {
  return new RegExp(`^[+-]?\\d{1,3}(\\${mark}\\d{3})+$`).test(whole);
}

function unreadable(reason: string): WrittenPrice {
  return { kind: 'unreadable', reason };
}

const shortened = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text);
