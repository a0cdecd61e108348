import { formatMoney } from '../format.js';
import { make } from '../templates.js';

/** A table of what a purchase comes to. @param known which of shipping and tax have been worked out yet. */
export function totalsTable(totals, known = { shipping: true, tax: true }) {
  const row = (label, value, isTotal = false) =>
    make(
      'tr',
      { class: isTotal && 'totals__sum' },
      make('th', { scope: 'row' }, label),
      make('td', {}, value),
    );
  const shipping = totals.shipping.amount === 0 ? 'Free' : formatMoney(totals.shipping);
  const body = make(
    'tbody',
    {},
    row('Items', formatMoney(totals.subtotal)),
    row('Shipping', known.shipping ? shipping : 'Next step'),
    row('Tax', known.tax ? formatMoney(totals.tax) : 'Next step'),
    row('Total', formatMoney(totals.total), true),
  );
  return make('table', { class: 'totals' }, make('caption', { class: 'visually-hidden' }, 'Totals'), body);
}
