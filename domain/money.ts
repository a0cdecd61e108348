import type { Dinero, DineroCurrency } from 'dinero.js';
import { add, dinero, halfUp, multiply, toDecimal, toSnapshot, transformScale } from 'dinero.js';
import { AUD, CAD, CHF, CZK, DKK, EUR, GBP, JPY, NOK, NZD, PLN, SEK, USD } from 'dinero.js/currencies';
import { z } from 'zod';

const CURRENCIES: Record<Currency, DineroCurrency<number, string>> = {
  ...{ USD, EUR, GBP, AUD, CAD, CHF, CZK, DKK, JPY, NOK, NZD, PLN, SEK },
};

/** ISO 4217 codes the shop can sell in. */
export const Currency = z.enum([
  'USD',
  'EUR',
  'GBP',
  'AUD',
  'CAD',
  'CHF',
  'CZK',
  'DKK',
  'JPY',
  'NOK',
  'NZD',
  'PLN',
  'SEK',
]);
export type Currency = z.infer<typeof Currency>;

/** An amount in integer minor units (cents) of one currency. */
export const Money = z.object({
  amount: z.number().int().describe('minor units: cents for USD'),
  currency: Currency,
});
export type Money = z.infer<typeof Money>;

/** @param amount integer minor units. */
export function money(amount: number, currency: Currency): Money {
  return toMoney(dinero({ amount, currency: CURRENCIES[currency] }));
}

/** How many decimals the major unit has: two for USD, none for JPY. */
export function decimalsOf(currency: Currency): number {
  return CURRENCIES[currency].exponent;
}

/** Adds amounts of one currency; `zero` gives the currency of an empty sum. Throws on mixed currencies. */
export function sumMoney(amounts: readonly Money[], zero: Currency): Money {
  return toMoney(amounts.map(fromMoney).reduce(add, dinero({ amount: 0, currency: CURRENCIES[zero] })));
}

/** @param quantity a whole number of units. */
export function timesQuantity(price: Money, quantity: number): Money {
  return toMoney(multiply(fromMoney(price), quantity));
}

/**
 * A share of an amount, rounded half up to the minor unit.
 * @param basisPoints hundredths of a percent: 825 is 8.25 %.
 */
export function shareOf(base: Money, basisPoints: number): Money {
  const exact = multiply(fromMoney(base), { amount: basisPoints, scale: 4 });
  return toMoney(transformScale(exact, CURRENCIES[base.currency].exponent, halfUp));
}

/** "$49.90", for people. */
export function formatMoney(value: Money, locale = 'en-US'): string {
  return toDecimal(fromMoney(value), ({ value: decimal }) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: value.currency }).format(Number(decimal)),
  );
}

function fromMoney({ amount, currency }: Money): Dinero<number, string> {
  return dinero({ amount, currency: CURRENCIES[currency] });
}

function toMoney(value: Dinero<number, string>): Money {
  const { amount, currency } = toSnapshot(value);
  return { amount, currency: currency.code as Currency };
}
