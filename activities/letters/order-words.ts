import { type Address, formatMoney, type Money, type Order, SHIPPING_COUNTRIES } from '../../domain/index.js';

const TOTAL_LABELS: Record<string, string> = {
  subtotal: 'Subtotal',
  discount: 'Discount',
  shipping: 'Shipping',
  tax: 'Tax',
  total: 'Total',
};

/** An order as mails show it: every figure formatted, every part there. */
export function orderWords(order: Order, locale: string) {
  const { number, lines, totals, address, shipping } = order;
  const { min, max } = shipping.days;
  return {
    number,
    placedOn: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(order.placedAt),
    ),
    lines: lines.map((line) => ({ ...lineWords(line), total: formatMoney(line.lineTotal, locale) })),
    totals: totalRows(totals, locale),
    total: formatMoney(totals.total, locale),
    address: addressLines(address),
    shipping: { label: shipping.label, days: min === max ? `${min}` : `${min} to ${max}` },
  };
}

export function lineWords({
  name,
  brand,
  size,
  colour,
  quantity,
}: Pick<Order['lines'][number], 'name' | 'brand' | 'size' | 'colour' | 'quantity'>) {
  const variant = [size === 'One Size' ? '' : `size ${size}`, colour].filter(Boolean).join(', ');
  return { name, brand, variant, quantity };
}

/** In the order of a receipt; what the shop did not reckon with is left out. */
function totalRows(totals: Order['totals'], locale: string): { label: string; amount: string }[] {
  return Object.entries(TOTAL_LABELS).flatMap(([key, label]) => {
    const value = (totals as Record<string, Money | undefined>)[key];
    return value ? [{ label, amount: formatMoney(value, locale) }] : [];
  });
}

export function addressLines(address: Address): string[] {
  const { name, line1, line2, city, region, postalCode, country } = address;
  const town =
    country === 'US'
      ? `${city}, ${[region, postalCode].filter(Boolean).join(' ')}`
      : country === 'GB'
        ? `${city} ${postalCode}`
        : `${postalCode} ${city}`;
  const countryName = SHIPPING_COUNTRIES.find(({ code }) => code === country)?.name ?? country;
  return [name, line1, line2 ?? '', town, countryName].filter((line) => line !== '');
}
