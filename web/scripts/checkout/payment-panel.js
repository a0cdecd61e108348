import { formatMoney } from '../format.js';
import { inOurWords } from '../shop-sentences.js';
import { icon, make } from '../templates.js';
import { t } from '../words.js';
import { OptionForm } from './option-form.js';
import { PaymentElementForm } from './payment-element.js';

/** How to pay: the ways the shop offers, and a form for the chosen one. */
export function payment(view, desk) {
  const form = formFor(view, desk);
  if (view.paymentOptions.length < 2) return form;
  const buttons = view.paymentOptions.map((option) => optionButton(option, view, desk));
  const tabs = make('div', { class: 'ways', role: 'group', 'aria-label': t('Ways to pay') }, ...buttons);
  return {
    element: make('div', { class: 'pay' }, tabs, form.element),
    set busy(busy) {
      for (const button of buttons) button.disabled = busy;
      form.busy = busy;
    },
  };
}

function optionButton({ id, label }, view, { acts, run }) {
  const chosen = id === view.paymentOptionId;
  const button = make('button', { class: 'way', type: 'button', 'aria-pressed': String(chosen) }, t(label));
  button.addEventListener('click', () => chosen || run(() => acts.choosePayment(id)));
  return button;
}

function formFor(view, desk) {
  const { total } = view.totals;
  const optionId = view.paymentOptionId ?? 'card';
  if (optionId === 'paypal' || optionId === 'adyen') return providerPage(optionId, total, desk);
  const { stripeElement, testMethods = [] } = desk.shop.config.payments;
  const saved = optionId === 'card' ? desk.shop.savedCards.shown : [];
  if (saved.length > 0) return savedCardForm(saved, view, desk);
  if (stripeElement) return new PaymentElementForm({ ...stripeElement, total, optionId, ...desk });
  const methods = testMethods.filter((method) => method.optionId === optionId);
  return methods.length > 0 ? testMethodForm(methods, total, desk) : notSetUp();
}

function testMethodForm(methods, total, { acts, run }) {
  return new OptionForm({
    legend: t(methods[0].optionId === 'card' ? 'Pay with a test card' : 'Pay from a test account'),
    options: methods.map(({ id, label }) => splitLabel(id, label)),
    button: t('Pay {amount}', { amount: formatMoney(total) }),
    note: t('A practice shop: no real card, no real money.'),
    submit: (method) => run(() => acts.pay(method, total)),
  });
}

/** Cards that the shopper keeps here, and a way to another one. */
function savedCardForm(cards, view, desk) {
  const { total } = view.totals;
  const { acts, run, shop } = desk;
  const kept = cards.map(({ id, brand, last4, expires }) => ({
    id,
    label: t('{brand} ending {last4}', { brand, last4 }),
    detail: t('until {month}/{year}', expires),
  }));
  return new OptionForm({
    legend: t('Pay with a saved card'),
    options: [...kept, { id: 'another', label: t('Another card') }],
    button: t('Pay {amount}', { amount: formatMoney(total) }),
    submit: (id) => (id === 'another' ? shop.savedCards.hide() : run(() => acts.pay(id, total))),
  });
}

/** The provider asks on a page of its own, and sends the shopper back. */
function providerPage(optionId, total, { acts, run }) {
  const name = optionId === 'paypal' ? 'PayPal' : 'Adyen';
  const pay = make(
    'button',
    { class: 'button button--primary button--wide', type: 'button' },
    t('Pay {amount} with {name}', { amount: formatMoney(total), name }),
  );
  pay.addEventListener('click', () => run(() => acts.pay(optionId, total)));
  const words = t('{name} asks you on its own page, which opens in this tab and brings you back here.', {
    name,
  });
  return {
    element: make('div', { class: 'bank' }, make('p', {}, words), pay),
    set busy(busy) {
      pay.disabled = busy;
    },
  };
}

/** "Visa ending 4242 — succeeds" has a name and a remark. */
function splitLabel(id, text) {
  const [label, ...details] = text.split(/\s+[—–-]\s+/).map(inOurWords);
  return { id, label, detail: details.join(', ') };
}

function notSetUp() {
  const words = t('Paying is not set up on this page yet. Your items stay set aside until the time shown.');
  return { element: make('p', { class: 'notice notice--info' }, icon('info'), make('span', {}, words)) };
}
