import { type Address, allocate, type Country, money, sumMoney, taxOn } from '../../../domain/index.js';
import type { Tax, TaxRequest } from '../../ports/index.js';
import { CANADIAN_RATES, COUNTRY_RATES, NO_TAX, type TaxRates, US_STATE_RATES } from './rates.js';

export interface TableTaxOptions {
  /** Countries whose prices contain the tax; elsewhere it is added to them. */
  includedIn: readonly Country[];
}

type Line = TaxRequest['lines'][number];

/**
 * Tax by a table of rates, without asking anybody. All that bears one rate is taxed as one sum, rounded
 * half up once, and the tax is shared out by largest remainder: the parts add up to it.
 */
export function createTableTax({ includedIn }: TableTaxOptions): Tax {
  return {
    async calculate({ address, lines, shipping }) {
      const rates = ratesFor(address);
      const included = includedIn.includes(address.country);
      const parts = [
        ...lines.map((line) => ({ name: line.sku as string, base: line.amount, rate: rateOf(line, rates) })),
        { name: '', base: shipping, rate: rates.shippingExempt ? 0 : rates.standard },
      ];
      const { currency } = shipping;
      const taxes = parts.map(() => 0);
      for (const rate of new Set(parts.map((part) => part.rate))) {
        const indexes = parts.flatMap((part, index) => (part.rate === rate ? [index] : []));
        const bases = indexes.flatMap((index) => parts[index]?.base ?? []);
        const tax = taxOn(sumMoney(bases, currency), rate, included);
        const shares = allocate(
          tax.amount,
          bases.map(({ amount }) => amount),
          indexes.map((index) => parts[index]?.name ?? ''),
        );
        for (const [place, index] of indexes.entries()) taxes[index] = shares[place] ?? 0;
      }
      return {
        amount: money(
          taxes.reduce((sum, tax) => sum + tax, 0),
          currency,
        ),
        included,
        lines: lines.map(({ sku }, index) => ({ sku, amount: money(taxes[index] ?? 0, currency) })),
        shipping: money(taxes[lines.length] ?? 0, currency),
      };
    },
  };
}

function ratesFor({ country, region = '' }: Address): TaxRates {
  if (country === 'US') return US_STATE_RATES[region.toUpperCase()] ?? NO_TAX;
  if (country === 'CA') return CANADIAN_RATES[region.toUpperCase()] ?? NO_TAX;
  return COUNTRY_RATES[country];
}

/** Clothing thresholds go by the price of the piece, children's clothes being clothes. */
function rateOf({ taxClass = 'general', amount, quantity }: Line, rates: TaxRates): number {
  const isClothing = taxClass === 'clothing' || taxClass === 'childrens_clothing';
  if (isClothing && rates.clothingExemptUnder && amount.amount < rates.clothingExemptUnder * quantity)
    return 0;
  return rates.byClass?.[taxClass] ?? rates.standard;
}
