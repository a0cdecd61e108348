import { z } from 'zod';
import type { Address, Country } from './address.js';
import { type Currency, Money, money, shareOf, sumMoney, timesQuantity } from './money.js';

export const ShippingOption = z.object({
  id: z.enum(['standard', 'express']),
  label: z.string(),
  price: Money,
  days: z.object({ min: z.number().int(), max: z.number().int() }).describe('working days'),
});
export type ShippingOption = z.infer<typeof ShippingOption>;

export const Totals = z.object({
  subtotal: Money,
  shipping: Money,
  tax: Money,
  total: Money,
});
export type Totals = z.infer<typeof Totals>;

/** Standard shipping is free from this subtotal, in minor units. */
const FREE_STANDARD_FROM = 10_000;

const SHIPPING: Record<
  Country,
  { standard: number; express: number; days: [number, number, number, number] }
> = {
  US: { standard: 595, express: 1495, days: [3, 5, 1, 2] },
  GB: { standard: 995, express: 2495, days: [5, 8, 2, 4] },
  DE: { standard: 995, express: 2495, days: [5, 8, 2, 4] },
  ES: { standard: 1095, express: 2695, days: [6, 9, 3, 5] },
};

/** Sales tax by US state, in basis points; states without an entry levy none here. */
const US_TAX: Record<string, number> = {
  CA: 725,
  NY: 400,
  TX: 625,
  WA: 650,
  FL: 600,
  IL: 625,
  PA: 600,
  MA: 625,
};
/** Standard VAT rates outside the US, in basis points. */
const VAT: Record<Exclude<Country, 'US'>, number> = { GB: 2000, DE: 1900, ES: 2100 };

/** The ways an order can travel to an address, cheapest first. */
export function shippingOptions(address: Address, subtotal: Money): ShippingOption[] {
  const { standard, express, days } = SHIPPING[address.country];
  const { currency } = subtotal;
  const standardPrice = subtotal.amount >= FREE_STANDARD_FROM ? 0 : standard;
  return [
    {
      id: 'standard',
      label: 'Standard',
      price: money(standardPrice, currency),
      days: { min: days[0], max: days[1] },
    },
    {
      id: 'express',
      label: 'Express',
      price: money(express, currency),
      days: { min: days[2], max: days[3] },
    },
  ];
}

/** Tax rate where the goods go, in basis points. */
export function taxRate(address: Address): number {
  if (address.country !== 'US') return VAT[address.country];
  return US_TAX[(address.region ?? '').toUpperCase()] ?? 0;
}

/**
 * What the shopper pays. Tax is added to goods and shipping and rounded half up once, on their sum,
 * so that the parts always add up to the total.
 */
export function computeTotals(
  lines: readonly { unitPrice: Money; quantity: number }[],
  currency: Currency,
  shipping?: ShippingOption,
  address?: Address,
): Totals {
  const subtotal = sumMoney(
    lines.map((line) => timesQuantity(line.unitPrice, line.quantity)),
    currency,
  );
  const shippingPrice = shipping?.price ?? money(0, currency);
  const taxable = sumMoney([subtotal, shippingPrice], currency);
  const tax = address ? shareOf(taxable, taxRate(address)) : money(0, currency);
  return { subtotal, shipping: shippingPrice, tax, total: sumMoney([taxable, tax], currency) };
}
