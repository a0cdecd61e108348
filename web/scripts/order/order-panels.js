import { AddressForm } from '../checkout/address-form.js';
import { formatMoney, variantLabel } from '../format.js';
import { make } from '../templates.js';
import { t } from '../words.js';

/** The shop is told why in English; staff read it. */
const REASONS = ['It does not fit', 'I changed my mind', 'It is damaged', 'It is not what I ordered'];

/** Asks once more before everything is cancelled. */
export function cancelPanel({ order, acts, done }) {
  const text = t('Cancel order {number}? {amount} comes back to you.', {
    number: order.number,
    amount: formatMoney(order.totals.total),
  });
  return confirmation(text, t('Cancel this order'), () => acts.cancel(), done);
}

/** The address form of the checkout, with what was given then. */
export function addressPanel({ order, acts, done, shop }) {
  const form = new AddressForm({
    countries: shop.config.countries,
    address: order.address,
    back: () => done(),
    submit: async (address) => {
      form.busy = true;
      await done(acts.changeAddress(address));
      form.busy = false;
    },
  });
  form.element.querySelector('[data-part="submit"]').textContent = t('Send it there');
  return form.element;
}

/** Other sizes and colours of each line that are there now. */
export function exchangePanel({ order, acts, done, shop }) {
  const list = make(
    'div',
    { class: 'order-form' },
    make('p', { role: 'status' }, t('Looking what is there…')),
  );
  Promise.all(order.lines.map((line) => exchangeRow(line, { acts, done, shop })))
    .then((rows) => list.replaceChildren(...rows, backButton(done)))
    .catch((error) => list.replaceChildren(make('p', {}, error.message), backButton(done)));
  return list;
}

async function exchangeRow(line, { acts, done, shop }) {
  const { variants } = await shop.api.get(`/products/${line.productId}`);
  const others = variants.filter(({ sku, available }) => sku !== line.sku && available >= line.quantity);
  if (others.length === 0)
    return make(
      'p',
      { class: 'order-form__row' },
      t('{name}: nothing else is in stock.', { name: line.name }),
    );
  const choice = make(
    'select',
    { class: 'field__input', name: 'sku' },
    ...others.map((variant) => make('option', { value: variant.sku }, variantLabel(variant))),
  );
  const swap = make('button', { class: 'button', type: 'submit' }, t('Swap'));
  const form = make(
    'form',
    { class: 'order-form__row' },
    make(
      'label',
      { class: 'field' },
      make(
        'span',
        { class: 'field__label' },
        t('{what}, for', { what: `${line.name}, ${variantLabel(line)}` }),
      ),
      choice,
    ),
    swap,
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    swap.disabled = true;
    await done(acts.exchange(line.position, choice.value));
    swap.disabled = false;
  });
  return form;
}

/** Which units go back, and why. */
export function returnPanel({ order, acts, done }) {
  const rows = order.lines.filter(({ quantity, returned }) => returned < quantity).map(returnRow);
  const reason = make(
    'select',
    { class: 'field__input', name: 'reason' },
    ...REASONS.map((text) => make('option', { value: text }, t(text))),
  );
  const send = make('button', { class: 'button button--primary', type: 'submit' }, t('Get a label'));
  const error = make('p', { class: 'field-error', role: 'alert', hidden: true }, t('Choose what goes back.'));
  const form = make(
    'form',
    { class: 'order-form' },
    ...rows.map(({ element }) => element),
    make('label', { class: 'field' }, make('span', { class: 'field__label' }, t('Why?')), reason),
    error,
    make('div', { class: 'row' }, send, backButton(done)),
  );
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const lines = rows.map(({ read }) => read()).filter(({ quantity }) => quantity > 0);
    error.hidden = lines.length > 0;
    if (lines.length === 0) return;
    send.disabled = true;
    await done(acts.sendBack(lines, reason.value));
    send.disabled = false;
  });
  return form;
}

function returnRow({ position, name, quantity, returned, ...line }) {
  const most = quantity - returned;
  const counts = Array.from({ length: most + 1 }, (_, count) =>
    make('option', { value: count }, String(count)),
  );
  const input = make('select', { class: 'field__input', name: `line-${position}` }, ...counts);
  const label = make('span', { class: 'field__label' }, `${name}, ${variantLabel(line)}`);
  return {
    element: make('label', { class: 'field order-form__row' }, label, input),
    read: () => ({ position, quantity: Number(input.value) }),
  };
}

function confirmation(text, label, act, done) {
  const yes = make('button', { class: 'button button--primary', type: 'button' }, label);
  yes.addEventListener('click', async () => {
    yes.disabled = true;
    await done(act());
    yes.disabled = false;
  });
  return make(
    'div',
    { class: 'order-form' },
    make('p', {}, text),
    make('div', { class: 'row' }, yes, backButton(done)),
  );
}

function backButton(done) {
  const back = make('button', { class: 'button', type: 'button' }, t('Keep it as it is'));
  back.addEventListener('click', () => done());
  return back;
}
