import { formatDays, formatMoney } from '../format.js';
import { icon, make } from '../templates.js';
import { AddressForm } from './address-form.js';
import { MailConsentBox } from './mail-consent.js';
import { OptionForm } from './option-form.js';

/**
 * One function a panel: `(view, desk) => {element, busy?, showErrors?}`. The desk has `shop`, `acts` and
 * `run(act)`, which shuts the panel, does the act and shows what went wrong.
 */
export const PANELS = { address, shipping, payment, changes, bank, waiting, outcome };

function address(view, { shop, acts, run, back }) {
  const { mailConsent } = shop.config;
  const consent = mailConsent && new MailConsentBox(mailConsent, shop.mayWrite);
  return new AddressForm({
    countries: shop.config.countries,
    address: view.address,
    consent,
    back,
    submit: (written) =>
      run(async () => {
        const { answer } = consent ?? {};
        const after = await acts.setAddress(written);
        if (answer && answer.given !== Boolean(shop.mayWrite)) await acts.answerMailConsent(answer);
        shop.mayWrite = answer?.given;
        return after;
      }),
  });
}

function shipping(view, { acts, run, back }) {
  return new OptionForm({
    legend: 'Ways to travel',
    options: view.shippingOptions.map(({ id, label, price, days }) => ({
      id,
      label,
      detail: formatDays(days),
      price: price.amount === 0 ? 'Free' : formatMoney(price),
    })),
    chosen: view.shippingOptionId,
    button: 'Continue to payment',
    back,
    submit: (optionId) => run(() => acts.chooseShipping(optionId)),
  });
}

function payment(view, { shop, acts, run }) {
  const { mode, testMethods = [] } = shop.config.payments;
  if (mode !== 'sandbox' || testMethods.length === 0) {
    return {
      element: note(
        'info',
        'Paying is not set up on this page yet. Your items stay set aside until the time shown.',
      ),
    };
  }
  const { total } = view.totals;
  return new OptionForm({
    legend: 'Pay with a test card',
    options: testMethods.map(({ id, label }) => splitLabel(id, label)),
    button: `Pay ${formatMoney(total)}`,
    note: 'A practice shop: no real card, no real money.',
    submit: (method) => run(() => acts.pay(method, total)),
  });
}

/** "Visa ending 4242 — succeeds" has a name and a remark. */
function splitLabel(id, text) {
  const [label, ...detail] = text.split(/\s+[—–-]\s+/);
  return { id, label, detail: detail.join(', ') };
}

function changes(view, { acts, run }) {
  const items = view.changes.map((change) =>
    make('li', { class: 'change' }, make('strong', {}, change.name), ` ${changeWords(change)}`),
  );
  const accept = make('button', { class: 'button button--primary', type: 'button' }, 'That is fine, go on');
  accept.addEventListener('click', () => run(() => acts.acceptChanges()));
  const element = make(
    'div',
    { class: 'changes' },
    make('ul', { class: 'changes__list' }, ...items),
    make('p', { class: 'row' }, accept),
  );
  return {
    element,
    set busy(busy) {
      accept.disabled = busy;
    },
  };
}

function changeWords({ kind, from, to }) {
  if (kind === 'sold_out') return 'has sold out and was taken off.';
  if (kind === 'fewer_left') return `has just ${to} left, not ${from}.`;
  return `now costs ${formatMoney(to)} instead of ${formatMoney(from)}.`;
}

function bank(view) {
  const link = make(
    'a',
    { class: 'button button--primary button--wide', href: safeUrl(view.authenticationUrl) },
    icon('shield'),
    ' Confirm with your bank',
  );
  const words = 'Your bank wants to see that it is you. It opens in this tab and brings you back here.';
  return { element: make('div', { class: 'bank' }, make('p', {}, words), link) };
}

/** A link must lead to a web page, whatever the address says. */
function safeUrl(address) {
  const url = new URL(address, location.href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : '#';
}

function waiting() {
  return {
    element: make(
      'p',
      { class: 'waiting' },
      make('span', { class: 'spinner', 'aria-hidden': 'true' }),
      'One moment…',
    ),
  };
}

function outcome(view, { shop }) {
  if (view.state === 'completed')
    return { element: note('success', 'Paid. Your receipt is in the conversation.', 'check') };
  if (view.state === 'stalled') {
    return {
      element: note(
        'warning',
        'You need not do anything, and you cannot be charged twice. The answer appears here.',
      ),
    };
  }
  const again = make('button', { class: 'button', type: 'button' }, 'Back to the cart');
  again.addEventListener('click', () => shop.say('Show my cart', { type: 'view_cart' }));
  return { element: make('p', { class: 'row' }, again) };
}

function note(tone, text, symbol = tone === 'info' ? 'info' : 'alert') {
  return make('p', { class: `notice notice--${tone}` }, icon(symbol), make('span', {}, text));
}
