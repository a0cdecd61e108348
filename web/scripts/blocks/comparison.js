import { clone, make, part } from '../templates.js';
import { t } from '../words.js';

/** Things side by side: a column each, and a group of rows for every fact, with its name above the values. */
export class ComparisonBlock {
  element = clone('comparison');

  constructor({ items, facts }, shop) {
    const head = part(this.element, 'things');
    head.append(...items.map(thing));
    for (const { label, values } of facts) {
      const name = make('th', { class: 'comparison__fact', scope: 'rowgroup', colspan: items.length }, label);
      const row = make('tr', {}, ...values.map((value) => make('td', {}, value)));
      part(this.element, 'table').append(make('tbody', {}, make('tr', {}, name), row));
    }
    const adds = items.map((item) => make('td', {}, addButton(item, shop)));
    part(this.element, 'table').append(make('tbody', {}, make('tr', { class: 'comparison__acts' }, ...adds)));
    this.element.style.setProperty('--things', items.length);
  }
}

/** Which size it is to be is asked then, where there are several. */
function addButton({ id, name }, shop) {
  const button = make(
    'button',
    { class: 'button', type: 'button', 'aria-label': t('Add {what}', { what: name }) },
    t('Add'),
  );
  const action = { type: 'add_to_cart', productId: id, quantity: 1 };
  button.addEventListener('click', () => shop.say(t('Add {what}', { what: name }), action));
  return button;
}

function thing({ name, imageUrl }) {
  const picture = make('img', { src: imageUrl, alt: '', width: 120, height: 150, loading: 'lazy' });
  return make('th', { scope: 'col' }, picture, make('span', {}, name));
}
