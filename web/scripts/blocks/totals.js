import { formatMoney } from '../format.js';
import { make } from '../templates.js';
import { t } from '../words.js';

/**
 * A table of what a purchase comes to. Tax that the prices contain stands below the total, tax that is
 * added to them above it.
 * @param known which of shipping and tax have been worked out yet. @param code the promotion code, for the discount's line.
 */
export function totalsTable(totals, { shipping = true, tax = true, code } = {}) {
  const row = (label, value, className = false) =>
    make('tr', { class: className }, make('th', { scope: 'row' }, label), make('td', {}, value));
  const { discount, taxIncluded } = totals;
  const way = totals.shipping.amount === 0 ? t('Free') : formatMoney(totals.shipping);
  const taxed = formatMoney(totals.tax);
  const rows = [
    row(t('Items'), formatMoney(totals.subtotal)),
    discount && row(code ? t('Discount, {code}', { code }) : t('Discount'), `−${formatMoney(discount)}`),
    row(t('Shipping'), shipping ? way : t('Next step')),
    !taxIncluded && row(t(taxIncluded === false ? 'Plus tax' : 'Tax'), tax ? taxed : t('Next step')),
    row(t('Total'), formatMoney(totals.total), 'totals__sum'),
    taxIncluded &&
      make(
        'tr',
        { class: 'totals__note' },
        make('td', { colspan: 2 }, t('Includes {amount} tax', { amount: taxed })),
      ),
  ].filter(Boolean);
  const caption = make('caption', { class: 'visually-hidden' }, t('Totals'));
  return make('table', { class: 'totals' }, caption, make('tbody', {}, ...rows));
}
