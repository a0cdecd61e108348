import { addressLines, countryName, formatMoney } from '../format.js';
import { make } from '../templates.js';
import { t } from '../words.js';

/** What has been chosen so far, each with a way to change it as long as the shop allows. */
export function chosenRows(view, { change, editing }) {
  const rows = [];
  const can = (act) => view.acts.includes(act);
  if (view.address && editing !== 'address' && view.state !== 'awaitingAddress') {
    const [name, ...rest] = addressLines(view.address, countryName(view.address.country));
    rows.push(
      row(t('Goes to'), `${name}, ${rest.join(', ')}`, can('set_address') && (() => change('address'))),
    );
  }
  const option = view.shippingOptions.find(({ id }) => id === view.shippingOptionId);
  if (option && editing !== 'shipping') {
    const price = option.price.amount === 0 ? t('Free').toLowerCase() : formatMoney(option.price);
    rows.push(
      row(
        t('Travels by'),
        `${t(option.label)}, ${price}`,
        can('choose_shipping') && (() => change('shipping')),
      ),
    );
  }
  return rows;
}

function row(label, text, onChange) {
  const element = make(
    'div',
    { class: 'chosen' },
    make('span', { class: 'chosen__label' }, label),
    make('span', { class: 'chosen__text' }, text),
  );
  if (onChange) {
    const button = make(
      'button',
      { class: 'link', type: 'button', 'aria-label': t('Change: {what}', { what: label }) },
      t('Change'),
    );
    button.addEventListener('click', onChange);
    element.append(button);
  }
  return element;
}
