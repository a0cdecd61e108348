import { type Address, formatMoney, LOCALES, type Money, type Order } from '../../domain/index.js';
import type { Messages } from '../replies/messages.js';

/** An order as mails show it: every figure formatted, every part there. */
export function orderWords(order: Order, messages: Messages) {
  const { number, lines, totals, address, shipping } = order;
  const { min, max } = shipping.days;
  const locale = LOCALES[messages.language];
  return {
    number,
    placedOn: new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(
      new Date(order.placedAt),
    ),
    lines: lines.map((line) => ({
      ...lineWords(line, messages),
      total: formatMoney(line.lineTotal, locale),
    })),
    totals: totalRows(totals, messages),
    total: formatMoney(totals.total, locale),
    address: addressLines(address, messages),
    shipping: {
      label: shipping.label,
      days:
        min === max
          ? messages.format('mail.days', { days: min })
          : messages.format('mail.day_range', { min, max }),
    },
  };
}

export function lineWords(
  {
    name,
    brand,
    size,
    colour,
    quantity,
  }: Pick<Order['lines'][number], 'name' | 'brand' | 'size' | 'colour' | 'quantity'>,
  messages: Messages,
) {
  const sized = size === 'One Size' ? '' : messages.format('mail.size', { size });
  return { name, brand, variant: [sized, colour].filter(Boolean).join(', '), quantity };
}

/** In the order of a receipt; what the shop did not reckon with is left out. */
function totalRows(
  { subtotal, discount, shipping, tax, taxIncluded, total }: Order['totals'],
  { format, language }: Messages,
): { label: string; amount: string }[] {
  const row = (name: string, amount: Money) => ({
    label: format(`mail.${name}`),
    amount: formatMoney(amount, LOCALES[language]),
  });
  const minus = discount && { ...discount, amount: -discount.amount };
  return [
    row('subtotal', subtotal),
    ...(minus && minus.amount !== 0 ? [row('discount', minus)] : []),
    row('shipping', shipping),
    ...(taxIncluded ? [] : [row('tax', tax)]),
    row('total', total),
    ...(taxIncluded ? [row('tax_included', tax)] : []),
  ];
}

function addressLines(address: Address, { language }: Messages): string[] {
  const { name, line1, line2, city, region, postalCode, country } = address;
  const town =
    country === 'US'
      ? `${city}, ${[region, postalCode].filter(Boolean).join(' ')}`
      : country === 'GB'
        ? `${city} ${postalCode}`
        : `${postalCode} ${city}`;
  const countryName = new Intl.DisplayNames(LOCALES[language], { type: 'region' }).of(country) ?? country;
  return [name, line1, line2 ?? '', town, countryName].filter((line) => line !== '');
}
