import type { Country, TaxClass } from '../../../domain/index.js';

/** What a place levies, in basis points; for a merchant to edit. */
export interface TaxRates {
  standard: number;
  /** Kinds of goods with a rate of their own. */
  byClass?: Partial<Record<TaxClass, number>>;
  /** Clothes of less than so much a piece, in minor units, are not taxed. */
  clothingExemptUnder?: number;
  /** Some places do not tax what the carrier is paid, when it is charged by itself. */
  shippingExempt?: boolean;
}

const EVERYTHING = Number.MAX_SAFE_INTEGER;

/**
 * State-wide sales tax in the US; counties and cities add to it, which a table this small cannot know.
 * States without an entry levy none here.
 */
export const US_STATE_RATES: Record<string, TaxRates> = {
  CA: { standard: 725 },
  FL: { standard: 600 },
  IL: { standard: 625 },
  MA: { standard: 625, clothingExemptUnder: 17_500, shippingExempt: true },
  NJ: { standard: 663, clothingExemptUnder: EVERYTHING },
  NY: { standard: 400, clothingExemptUnder: 11_000 },
  PA: { standard: 600, clothingExemptUnder: EVERYTHING },
  TX: { standard: 625 },
  WA: { standard: 650 },
};

/** GST and HST, and what provinces levy besides, as one rate. */
export const CANADIAN_RATES: Record<string, TaxRates> = {
  AB: { standard: 500 },
  BC: { standard: 1_200, byClass: { childrens_clothing: 500 } },
  MB: { standard: 1_200, byClass: { childrens_clothing: 500 } },
  NB: { standard: 1_500 },
  NL: { standard: 1_500 },
  NS: { standard: 1_400 },
  NT: { standard: 500 },
  NU: { standard: 500 },
  ON: { standard: 1_300, byClass: { childrens_clothing: 500 } },
  PE: { standard: 1_500 },
  QC: { standard: 1_498 },
  SK: { standard: 1_100, byClass: { childrens_clothing: 500 } },
  YT: { standard: 500 },
};

/** VAT, and GST in Australia. Children's clothes are zero-rated in the United Kingdom and Ireland. */
export const COUNTRY_RATES: Record<Exclude<Country, 'US' | 'CA'>, TaxRates> = {
  GB: { standard: 2_000, byClass: { childrens_clothing: 0 } },
  IE: { standard: 2_300, byClass: { childrens_clothing: 0 } },
  DE: { standard: 1_900 },
  FR: { standard: 2_000 },
  NL: { standard: 2_100 },
  ES: { standard: 2_100 },
  IT: { standard: 2_200 },
  AU: { standard: 1_000 },
};

export const NO_TAX: TaxRates = { standard: 0 };
