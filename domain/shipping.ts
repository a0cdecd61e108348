import { z } from 'zod';
import type { Address } from './address.js';
import { Money, money } from './money.js';
import { SHIPPING_RATES, type ShippingRate, ZONE_OF } from './shipping-rates.js';

export const ShippingOption = z.object({
  id: z.enum(['standard', 'express']),
  label: z.string(),
  price: Money,
  days: z.object({ min: z.number().int(), max: z.number().int() }).describe('working days'),
});
export type ShippingOption = z.infer<typeof ShippingOption>;

/** What a parcel's price depends on, besides where it goes. */
export interface Parcel {
  /** The goods before any discount: a code never makes the way dearer. */
  subtotal: Money;
  weightGrams: number;
  /** A promotion gives the standard way for nothing. */
  freeShipping?: boolean;
}

/** The ways an order can travel to an address, cheapest first. */
export function shippingOptions({ country }: Pick<Address, 'country'>, parcel: Parcel): ShippingOption[] {
  return SHIPPING_RATES[ZONE_OF[country]].map((rate) => ({
    id: rate.id,
    label: rate.label,
    price: money(priceOf(rate, parcel), parcel.subtotal.currency),
    days: rate.days,
  }));
}

/** What lines weigh together, in grams; a line whose weight nobody knows counts as nothing. */
export function weightOf(lines: readonly { weightGrams?: number | undefined; quantity: number }[]): number {
  return lines.reduce((sum, { weightGrams = 0, quantity }) => sum + weightGrams * quantity, 0);
}

function priceOf(rate: ShippingRate, { subtotal, weightGrams, freeShipping }: Parcel): number {
  if (freeShipping && rate.id === 'standard') return 0;
  if (rate.freeFrom !== undefined && subtotal.amount >= rate.freeFrom) return 0;
  const band = rate.bands.find(({ upToGrams }) => weightGrams <= upToGrams);
  if (band) return band.price;
  const heaviest = rate.bands.at(-1) ?? rate.bands[0];
  const extraKilograms = Math.ceil((weightGrams - heaviest.upToGrams) / 1_000);
  return heaviest.price + extraKilograms * rate.perExtraKilogram;
}
