import { type Address, formatMoney, type Money, type Order, SHIPPING_COUNTRIES } from '../../domain/index.js';

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
  const { subtotal, discount, shipping, tax, taxIncluded, total } = totals;
  const row = (label: string, amount: Money) => ({ label, amount: formatMoney(amount, locale) });
  const minus = discount && { ...discount, amount: -discount.amount };
  return [
    row('Subtotal', subtotal),
    ...(minus && minus.amount !== 0 ? [row('Discount', minus)] : []),
    row('Shipping', shipping),
    ...(taxIncluded ? [] : [row('Tax', tax)]),
    row('Total', total),
    ...(taxIncluded ? [row('of which tax', tax)] : []),
  ];
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
