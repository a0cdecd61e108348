import Stripe from 'stripe';
import { type Country, money, type Sku, type TaxQuote } from '../../../domain/index.js';
import {
  type Tax,
  TaxAddressUnknown,
  TaxRefused,
  type TaxRequest,
  TaxUnavailable,
} from '../../ports/index.js';
import { openStripe } from '../payments/stripe-client.js';
import { isSpentKey } from '../payments/stripe-errors.js';

export interface StripeTaxOptions {
  secretKey: string;
  /** Where the API answers when not at Stripe, such as the sandbox's address. */
  apiUrl?: string | undefined;
  /** Countries whose prices contain the tax; elsewhere it is added to them. */
  includedIn: readonly Country[];
  /** How long one request may take; default 10,000. */
  timeoutMs?: number;
}

/** Refusals below 500 that say "not now" rather than "no". */
const TRY_AGAIN: readonly number[] = [408, 409, 425, 429];
/** A calculation has no effects: an answer of 5xx that is stored under its key is left behind with a follow-up key. */
const MAX_KEY_GENERATIONS = 5;

/**
 * Tax through Stripe Tax: its Calculations API, or the sandbox that speaks its wire format. What kind
 * of goods is sold follows the preset tax codes of the account, as set in its dashboard.
 */
export function createStripeTax({
  secretKey,
  apiUrl,
  includedIn,
  timeoutMs = 10_000,
}: StripeTaxOptions): Tax {
  const stripe = openStripe({ secretKey, apiUrl, timeoutMs });
  return {
    async calculate(request, key) {
      const included = includedIn.includes(request.address.country);
      const wish = toWish(request, included);
      const create = (idempotencyKey: string) => stripe.tax.calculations.create(wish, { idempotencyKey });
      try {
        const calculation = await withFreshKey(key, create);
        return { ...toQuote(request, calculation, await linesOf(stripe, calculation)), included };
      } catch (error) {
        throw portError(error);
      }
    },
  };
}

function toWish(
  { address, lines, shipping }: TaxRequest,
  included: boolean,
): Stripe.Tax.CalculationCreateParams {
  const tax_behavior = included ? 'inclusive' : 'exclusive';
  const { line1, line2, city, region, postalCode, country } = address;
  return {
    currency: shipping.currency.toLowerCase(),
    customer_details: {
      address: {
        line1,
        ...(line2 && { line2 }),
        city,
        ...(region && { state: region.toUpperCase() }),
        postal_code: postalCode,
        country,
      },
      address_source: 'shipping',
    },
    line_items: lines.map(({ sku, quantity, amount }) => ({
      reference: sku,
      quantity,
      amount: amount.amount,
      tax_behavior,
    })),
    shipping_cost: { amount: shipping.amount, tax_behavior },
    expand: ['line_items'],
  };
}

/** All line items: an answer holds only the first of many. */
async function linesOf(
  stripe: Stripe,
  { id, line_items: items }: Stripe.Tax.Calculation,
): Promise<Stripe.Tax.CalculationLineItem[]> {
  if (!items) throw new TaxRefused('Stripe Tax left the lines out of its answer.');
  if (!items.has_more || !id) return items.data;
  return stripe.tax.calculations.listLineItems(id, { limit: 100 }).autoPagingToArray({ limit: 1_000 });
}

function toQuote(
  { lines, shipping }: TaxRequest,
  calculation: Stripe.Tax.Calculation,
  items: readonly Stripe.Tax.CalculationLineItem[],
): Omit<TaxQuote, 'included'> {
  const { currency } = shipping;
  if (calculation.currency.toUpperCase() !== currency)
    throw new TaxRefused(`Stripe Tax answered in ${calculation.currency}, and was asked in ${currency}.`);
  const { tax_amount_inclusive: inclusive, tax_amount_exclusive: exclusive } = calculation;
  const byReference = new Map(items.map((item) => [item.reference, item.amount_tax]));
  const ofLine = (sku: Sku) => {
    const amount = byReference.get(sku);
    if (amount === undefined) throw new TaxRefused(`Stripe Tax left out the line ${sku}.`);
    return { sku, amount: money(amount, currency) };
  };
  return {
    amount: money(inclusive + exclusive, currency),
    lines: lines.map(({ sku }) => ofLine(sku)),
    shipping: money(calculation.shipping_cost?.amount_tax ?? 0, currency),
    ...(calculation.id && { reference: calculation.id }),
  };
}

async function withFreshKey<Result>(key: string, call: (key: string) => Promise<Result>): Promise<Result> {
  for (let generation = 1; ; generation += 1) {
    try {
      return await call(generation === 1 ? key : `${key}~${generation}`);
    } catch (error) {
      if (!isSpentKey(error) || generation >= MAX_KEY_GENERATIONS) throw error;
    }
  }
}

/** Vendor errors do not travel on: their messages do, with the request's id for support. */
function portError(error: unknown): TaxUnavailable | TaxRefused | TaxAddressUnknown {
  if (error instanceof TaxRefused) return error;
  if (!(error instanceof Stripe.errors.StripeError))
    return new TaxUnavailable(
      `The call to Stripe Tax broke off: ${error instanceof Error ? error.message : String(error)}`,
    );
  const what = `${error.code ?? error.type}: ${error.message}${error.requestId ? ` (${error.requestId})` : ''}`;
  if (error.code === 'customer_tax_location_invalid') return new TaxAddressUnknown(what);
  const { statusCode = 0 } = error;
  if (statusCode >= 400 && statusCode < 500 && !TRY_AGAIN.includes(statusCode))
    return new TaxRefused(`Stripe Tax refused the calculation: ${what}`);
  return new TaxUnavailable(`Stripe Tax did not answer: ${what}`);
}
