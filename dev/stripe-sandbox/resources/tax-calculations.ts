import type Stripe from 'stripe';
import { z } from 'zod';
import { invalidRequest } from '../errors.js';
import { newId, unixNow } from '../ids.js';
import { type Operation, operation } from '../operation.js';
import { expand, integer, metadata, paging, text } from '../parameters.js';
import type { KeptCalculation } from '../store.js';
import { percentage, rateFor, type SandboxRate, taxOf } from '../tax-rates.js';

const behavior = z.enum(['inclusive', 'exclusive']).default('exclusive');
const amount = integer.pipe(z.number().min(0).max(99_999_999));
const Address = z.strictObject({
  line1: text.optional(),
  line2: text.optional(),
  city: text.optional(),
  state: text.optional(),
  postal_code: text.optional(),
  country: z.string().length(2, 'country_invalid: Give the two letters of a country.'),
});
const LineItem = z.strictObject({
  amount,
  quantity: integer.pipe(z.number().min(1)).default(1),
  reference: text.optional(),
  tax_behavior: behavior,
  tax_code: text.optional(),
  metadata: metadata.optional(),
});
const Wish = z.strictObject({
  currency: z.string().length(3),
  customer_details: z.strictObject({ address: Address, address_source: z.enum(['billing', 'shipping']) }),
  line_items: z.array(LineItem).min(1).max(1_000),
  shipping_cost: z.strictObject({ amount, tax_behavior: behavior, tax_code: text.optional() }).optional(),
  expand,
});
type Wish = z.output<typeof Wish>;

/** How many line items an answer holds by itself; the rest are listed. */
const FIRST_LINES = 10;
const DAYS_KEPT = 90;

/** Stripe Tax, with rates of its own; calculations change nothing and are kept to be read again. */
export const taxCalculations: readonly Operation[] = [
  operation({
    name: 'tax_calculations.create',
    method: 'POST',
    path: '/tax/calculations',
    parameters: Wish,
    async execute(call, wish) {
      const calculation = calculate(wish);
      await call.store.insert('tax_calculation', calculation);
      return asAnswered(calculation, wish.expand);
    },
  }),
  operation({
    name: 'tax_calculations.retrieve',
    method: 'GET',
    path: '/tax/calculations/:id',
    parameters: z.strictObject({ expand }),
    execute: async (call, query, id) =>
      asAnswered((await call.store.get('tax_calculation', id)).object, query.expand),
  }),
  operation({
    name: 'tax_calculations.list_line_items',
    method: 'GET',
    path: '/tax/calculations/:id/line_items',
    parameters: z.strictObject(paging),
    async execute(call, { limit, starting_after: after }, id) {
      const { line_items: lines } = (await call.store.get('tax_calculation', id)).object;
      const from = after ? lines.data.findIndex((item) => item.id === after) + 1 : 0;
      const data = lines.data.slice(from, from + limit);
      return { ...lines, data, has_more: from + limit < lines.data.length };
    },
  }),
];

function calculate({ currency, customer_details, line_items, shipping_cost }: Wish): KeptCalculation {
  const { address, address_source } = customer_details;
  refuseUnlessLocated(address);
  const rate = rateFor(address.country, address.state);
  const id = newId('taxcalc');
  const items = line_items.map((item) => lineItem(item, rate));
  const shipping = shippingCost(shipping_cost, rate);
  const taxed = [...items, ...(shipping ? [shipping] : [])];
  const sum = (tax_behavior: string) =>
    taxed
      .filter((part) => part.tax_behavior === tax_behavior)
      .reduce((total, part) => total + part.amount_tax, 0);
  const exclusive = sum('exclusive');
  return {
    id,
    object: 'tax.calculation',
    amount_total: taxed.reduce((total, part) => total + part.amount, 0) + exclusive,
    currency,
    customer: null,
    customer_details: {
      address: {
        city: address.city ?? null,
        country: address.country,
        line1: address.line1 ?? null,
        line2: address.line2 ?? null,
        postal_code: address.postal_code ?? null,
        state: address.state ?? null,
      },
      address_source,
      ip_address: null,
      tax_ids: [],
      taxability_override: 'none',
    },
    expires_at: unixNow() + DAYS_KEPT * 86_400,
    line_items: {
      object: 'list',
      data: items,
      has_more: false,
      url: `/v1/tax/calculations/${id}/line_items`,
    },
    livemode: false,
    ship_from_details: null,
    shipping_cost: shipping,
    tax_amount_exclusive: exclusive,
    tax_amount_inclusive: sum('inclusive'),
    tax_breakdown: breakdown(taxed, address, rate),
    tax_date: unixNow(),
  };
}

/** Stripe knows every postal code; the sandbox, that a US address needs one. */
function refuseUnlessLocated({ country, postal_code }: z.output<typeof Address>): void {
  if (country !== 'US' || /^(?!00000)\d{5}(-\d{4})?$/.test(postal_code ?? '')) return;
  throw invalidRequest(
    "We could not determine the customer's tax location from this address.",
    'customer_tax_location_invalid',
    'customer_details[address]',
  );
}

function lineItem(
  item: z.output<typeof LineItem>,
  rate: SandboxRate | undefined,
): Stripe.Tax.CalculationLineItem {
  const id = newId('tax_li');
  return {
    id,
    object: 'tax.calculation_line_item',
    amount: item.amount,
    amount_tax: taxOf(item.amount, rate?.basisPoints ?? 0, item.tax_behavior),
    livemode: false,
    metadata: item.metadata ?? null,
    performance_location: null,
    product: null,
    quantity: item.quantity,
    reference: item.reference ?? id,
    tax_behavior: item.tax_behavior,
    tax_breakdown: null,
    tax_code: item.tax_code ?? 'txcd_99999999',
  };
}

function shippingCost(
  wish: Wish['shipping_cost'],
  rate: SandboxRate | undefined,
): Stripe.Tax.Calculation.ShippingCost | null {
  if (!wish) return null;
  return {
    amount: wish.amount,
    amount_tax: taxOf(wish.amount, rate?.basisPoints ?? 0, wish.tax_behavior),
    tax_behavior: wish.tax_behavior,
    tax_code: wish.tax_code ?? 'txcd_92010001',
  };
}

function breakdown(
  parts: readonly { amount: number; amount_tax: number; tax_behavior: string }[],
  { country, state }: z.output<typeof Address>,
  rate: SandboxRate | undefined,
): Stripe.Tax.Calculation.TaxBreakdown[] {
  const inclusive = parts.every(({ tax_behavior }) => tax_behavior === 'inclusive');
  const amount = parts.reduce((sum, part) => sum + part.amount_tax, 0);
  const whole = parts.reduce((sum, part) => sum + part.amount, 0);
  return [
    {
      amount,
      inclusive,
      tax_rate_details: {
        country,
        flat_amount: null,
        percentage_decimal: percentage(rate?.basisPoints ?? 0),
        rate_type: rate ? 'percentage' : null,
        state: state ?? null,
        tax_type: rate?.type ?? null,
      },
      taxability_reason: rate ? 'standard_rated' : 'not_collecting',
      taxable_amount: rate ? whole - (inclusive ? amount : 0) : 0,
    },
  ];
}

/** Line items are left out unless they are asked for. */
function asAnswered({ line_items, ...calculation }: KeptCalculation, expand: string[] = []): object {
  if (!expand.includes('line_items')) return calculation;
  const { data } = line_items;
  return {
    ...calculation,
    line_items: { ...line_items, data: data.slice(0, FIRST_LINES), has_more: data.length > FIRST_LINES },
  };
}
