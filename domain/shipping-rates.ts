import type { Country } from './address.js';

/** What one way to travel costs to a zone, in minor units of the shop's currency; for a merchant to edit. */
export interface ShippingRate {
  id: 'standard' | 'express';
  label: string;
  /** Working days. */
  days: { min: number; max: number };
  /** Lightest first: what a parcel of at most so many grams costs. */
  bands: readonly [BandOf, ...BandOf[]];
  /** For each kilogram begun beyond the last band. */
  perExtraKilogram: number;
  /** Free when the goods come to so much, before any discount; absent where it never is. */
  freeFrom?: number;
}
interface BandOf {
  upToGrams: number;
  price: number;
}

const bands = (...pairs: [[number, number], ...[number, number][]]): ShippingRate['bands'] => {
  const [first, ...others] = pairs.map(([upToGrams, price]) => ({ upToGrams, price }));
  if (!first) throw new Error('a shipping rate has at least one band');
  return [first, ...others];
};

const standard = (
  days: ShippingRate['days'],
  prices: ShippingRate['bands'],
  perExtraKilogram: number,
): ShippingRate => ({
  id: 'standard',
  label: 'Standard',
  days,
  bands: prices,
  perExtraKilogram,
  freeFrom: 10_000,
});
const express = (
  days: ShippingRate['days'],
  prices: ShippingRate['bands'],
  perExtraKilogram: number,
): ShippingRate => ({ id: 'express', label: 'Express', days, bands: prices, perExtraKilogram });

/** Zones that parcels travel to, cheapest way first. The warehouse is in the US. */
export const SHIPPING_RATES = {
  domestic: [
    standard({ min: 3, max: 5 }, bands([1_000, 595], [3_000, 795], [10_000, 1_295]), 100),
    express({ min: 1, max: 2 }, bands([1_000, 1_495], [3_000, 1_995], [10_000, 2_995]), 250),
  ],
  canada: [
    standard({ min: 4, max: 7 }, bands([1_000, 895], [3_000, 1_295], [10_000, 1_995]), 200),
    express({ min: 2, max: 3 }, bands([1_000, 1_995], [3_000, 2_695], [10_000, 3_995]), 400),
  ],
  westernEurope: [
    standard({ min: 5, max: 8 }, bands([1_000, 995], [3_000, 1_495], [10_000, 2_495]), 250),
    express({ min: 2, max: 4 }, bands([1_000, 2_495], [3_000, 3_295], [10_000, 4_995]), 500),
  ],
  southernEurope: [
    standard({ min: 6, max: 9 }, bands([1_000, 1_095], [3_000, 1_595], [10_000, 2_695]), 250),
    express({ min: 3, max: 5 }, bands([1_000, 2_695], [3_000, 3_495], [10_000, 5_295]), 500),
  ],
  oceania: [
    standard({ min: 7, max: 12 }, bands([1_000, 1_495], [3_000, 2_295], [10_000, 3_995]), 400),
    express({ min: 3, max: 6 }, bands([1_000, 3_495], [3_000, 4_495], [10_000, 6_995]), 700),
  ],
} as const satisfies Record<string, readonly ShippingRate[]>;

export const ZONE_OF: Record<Country, keyof typeof SHIPPING_RATES> = {
  US: 'domestic',
  CA: 'canada',
  GB: 'westernEurope',
  IE: 'westernEurope',
  DE: 'westernEurope',
  FR: 'westernEurope',
  NL: 'westernEurope',
  ES: 'southernEurope',
  IT: 'southernEurope',
  AU: 'oceania',
};
