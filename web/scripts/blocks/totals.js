import { formatMoney } from '../format.js';
import { make } from '../templates.js';

/**
 * A table of what a purchase comes to. Tax that the prices contain stands below the total, tax that is
 * added to them above it.
 * @param known which of shipping and tax have been worked out yet. @param code the promotion code, for the discount's line.
 */
export function totalsTable(totals, { shipping = true, tax = true, code } = {}) {
  const row = (label, value, className = false) =>
    make('tr', { class: className }, make('th', { scope: 'row' }, label), make('td', {}, value));
  const { discount, taxIncluded } = totals;
  const way = totals.shipping.amount === 0 ? 'Free' : formatMoney(totals.shipping);
  const taxed = formatMoney(totals.tax);
  const rows = [
    row('Items', formatMoney(totals.subtotal)),
    discount && row(code ? `Discount, ${code}` : 'Discount', `−${formatMoney(discount)}`),
    row('Shipping', shipping ? way : 'Next step'),
    !taxIncluded && row(taxIncluded === false ? 'Plus tax' : 'Tax', tax ? taxed : 'Next step'),
    row('Total', formatMoney(totals.total), 'totals__sum'),
    taxIncluded && make('tr', { class: 'totals__note' }, make('td', { colspan: 2 }, `Includes ${taxed} tax`)),
  ].filter(Boolean);
  const caption = make('caption', { class: 'visually-hidden' }, 'Totals');
  return make('table', { class: 'totals' }, caption, make('tbody', {}, ...rows));
}
