import { readWrittenPrice } from '../../../domain/index.js';
import type { FeedOptions } from './feed.js';

export type PriceRead = { amount: number } | { refused: string };

/** A price in the shop's currency, in minor units and above zero. */
export function readPrice(text: string | undefined, { currency }: FeedOptions): PriceRead {
  const read = readWrittenPrice(text ?? '', { currency });
  if (read.kind === 'unreadable') return { refused: read.reason };
  const { amount, currency: named } = read.price;
  if (named !== currency) return { refused: `its price is in ${named}, and the shop sells in ${currency}` };
  if (amount < 0) return { refused: 'its price is negative' };
  if (amount === 0) return { refused: 'its price is zero' };
  return { amount };
}

/** What it costs the merchant; rounded, and left out where it cannot be read: no shopper sees it. */
export function readCost(text: string | undefined, { currency }: FeedOptions): number | undefined {
  const read = readWrittenPrice(text ?? '', { currency, rounds: true });
  if (read.kind === 'unreadable' || read.price.currency !== currency || read.price.amount < 0)
    return undefined;
  return read.price.amount;
}

/** A whole number of units; undefined where there is none. Shops that sell what they lack count below zero. */
export function readUnits(text: string | undefined): number | undefined {
  if (text === undefined || !/^-?\d{1,9}(?:\.0+)?$/.test(text.trim())) return undefined;
  return Math.max(0, Math.trunc(Number(text)));
}
