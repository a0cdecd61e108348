import { z } from 'zod';
import { allocate } from './allocation.js';
import { type Currency, Money, money, shareOf, sumMoney, timesQuantity } from './money.js';
import type { Promotion } from './promotion.js';
import type { ShippingOption } from './shipping.js';
import type { TaxQuote } from './tax.js';

export const Totals = z.object({
  subtotal: Money.describe('the lines at their prices'),
  discount: Money.optional().describe('what a promotion takes off the subtotal; absent without one'),
  shipping: Money,
  tax: Money,
  taxIncluded: z
    .boolean()
    .optional()
    .describe('whether the prices contain the tax; absent until the tax is worked out'),
  total: Money,
});
export type Totals = z.infer<typeof Totals>;

/** Payment providers take no smaller amounts: a code leaves at least so much of the goods to pay, in minor units. */
export const LEAST_GOODS = 100;

export interface LineToPrice {
  sku?: string;
  unitPrice: Money;
  quantity: number;
}

/** A line with its share of the discount and of the tax, where there is any. */
export type Charged<Line> = Line & { discount?: Money; tax?: Money };

export interface Charges<Line extends LineToPrice> {
  lines: readonly Line[];
  /** Of an empty sum; lines in another currency throw. */
  currency: Currency;
  promotion?: Promotion | undefined;
  shipping?: ShippingOption | undefined;
  /** Worked out for just these lines, this discount and this shipping. */
  tax?: TaxQuote | undefined;
}

/**
 * What the shopper pays, and which part of it is whose: the one place where amounts come together.
 * The discount is shared among the lines by largest remainder, so that the shares add up to it; the
 * parts add up to the total, to the cent. Tax that the prices contain is told, and not added.
 */
export function charge<Line extends LineToPrice>({
  lines,
  currency,
  promotion,
  shipping,
  tax,
}: Charges<Line>): { lines: Charged<Line>[]; totals: Totals } {
  const goods = lines.map(({ unitPrice, quantity }) => timesQuantity(unitPrice, quantity));
  const subtotal = sumMoney(goods, currency);
  const discount = discountOf(promotion, subtotal);
  const shippingPrice = shipping?.price ?? money(0, currency);
  const taxAmount = tax?.amount ?? money(0, currency);
  const shares = allocate(
    discount.amount,
    goods.map(({ amount }) => amount),
    lines.map(({ sku = '' }) => sku),
  );
  const total = sumMoney(
    [
      subtotal,
      money(-discount.amount, currency),
      shippingPrice,
      tax?.included ? money(0, taxAmount.currency) : taxAmount,
    ],
    currency,
  );
  return {
    lines: lines.map((line, index) =>
      chargedLine(line, money(shares[index] ?? 0, currency), tax?.lines[index]?.amount),
    ),
    totals: {
      subtotal,
      ...(discount.amount > 0 ? { discount } : {}),
      shipping: shippingPrice,
      tax: taxAmount,
      ...(tax ? { taxIncluded: tax.included } : {}),
      total,
    },
  };
}

/** The totals of `charge` alone. */
export function computeTotals(
  lines: readonly LineToPrice[],
  currency: Currency,
  rest: Omit<Charges<LineToPrice>, 'lines' | 'currency'> = {},
): Totals {
  return charge({ lines, currency, ...rest }).totals;
}

/** What a promotion takes off the goods. Throws when it is in another currency. */
export function discountOf(promotion: Promotion | undefined, subtotal: Money): Money {
  const { currency } = subtotal;
  if (!promotion || promotion.benefit.kind === 'free_shipping') return money(0, currency);
  const { benefit } = promotion;
  // Adding nothing of its own currency: amounts of two currencies do not go together, and say so.
  const wanted =
    benefit.kind === 'percent'
      ? shareOf(subtotal, benefit.basisPoints)
      : sumMoney([benefit.amount, money(0, currency)], currency);
  return money(Math.min(wanted.amount, Math.max(0, subtotal.amount - LEAST_GOODS)), currency);
}

function chargedLine<Line extends LineToPrice>(
  line: Line,
  discount: Money,
  tax: Money | undefined,
): Charged<Line> {
  const { discount: _discount, tax: _tax, ...plain } = line as Charged<Line>;
  return {
    ...(plain as unknown as Line),
    ...(discount.amount > 0 ? { discount } : {}),
    ...(tax ? { tax } : {}),
  };
}
