import { formatDays, formatMoney } from '../format.js';
import { icon, make } from '../templates.js';
import { around, t } from '../words.js';
import { AddressForm } from './address-form.js';
import { refusalText } from './code-refusal.js';
import { MailConsentBox } from './mail-consent.js';
import { OptionForm } from './option-form.js';
import { payment } from './payment-panel.js';

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
        if (answer && answer.given !== Boolean(shop.mayWrite))
          await acts.answerMailConsent({ ...answer, subject: written.subject });
        shop.mayWrite = answer?.given;
        return after;
      }),
  });
}

function shipping(view, { acts, run, back }) {
  return new OptionForm({
    legend: t('Ways to travel'),
    options: view.shippingOptions.map(({ id, label, price, days }) => ({
      id,
      label: t(label),
      detail: formatDays(days),
      price: price.amount === 0 ? t('Free') : formatMoney(price),
    })),
    chosen: view.shippingOptionId,
    button: t('Continue to payment'),
    back,
    submit: (optionId) => run(() => acts.chooseShipping(optionId)),
  });
}

function changes(view, { acts, run }) {
  const items = view.changes.map((change) => make('li', { class: 'change' }, ...changeSentence(change)));
  const accept = make(
    'button',
    { class: 'button button--primary', type: 'button' },
    t('That is fine, go on'),
  );
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

/** What became of a line or a code; `{name}` is written in bold. */
const CHANGES = {
  code_removed: '{name} was taken off. {why}',
  sold_out: '{name} has sold out and was taken off.',
  dropped: '{name} was taken off by us: we cannot send it.',
  substituted: '{name} is replaced by {replacement}, for {now} each.',
  fewer_left: '{name} has just {now} left, not {before}.',
  price_changed: '{name} now costs {now} instead of {before}.',
};

function changeSentence(change) {
  const { kind, name, from, to, replacement } = change;
  const figure = (value) => (value?.currency ? formatMoney(value) : value);
  const why = kind === 'code_removed' ? refusalText(change) : undefined;
  const values = { before: figure(from), now: figure(to), replacement, why };
  const [before, after] = around('name', CHANGES[kind] ?? CHANGES.price_changed, values);
  return [before, make('strong', {}, name), after];
}

/** Whose page it is that asks the shopper. */
const PAGES = { paypal: 'PayPal', adyen: 'Adyen' };

function bank(view, { acts, run }) {
  const name = PAGES[view.paymentOptionId];
  const label = name ? t('Go on to {name}', { name }) : t('Confirm with your bank');
  const words = name
    ? t('{name} opens in this tab and brings you back here.', { name })
    : t('Your bank wants to see that it is you. It opens in this tab and brings you back here.');
  const link = make(
    'a',
    { class: 'button button--primary button--wide', href: safeUrl(view.authenticationUrl) },
    icon('shield'),
    ` ${label}`,
  );
  const ways = view.acts.includes('choose_payment') ? otherWays(view, acts, run) : [];
  return { element: make('div', { class: 'bank' }, make('p', {}, words), link, ...ways) };
}

/** Whoever turned back on the provider's page may pay in another way, or with another card. */
function otherWays(view, acts, run) {
  return view.paymentOptions.map(({ id, label }) => {
    const way = t(label);
    const words =
      id === view.paymentOptionId ? t('Try again with {way}', { way }) : t('Pay with {way} instead', { way });
    const button = make('button', { class: 'link', type: 'button' }, words);
    button.addEventListener('click', () => run(() => acts.choosePayment(id)));
    return button;
  });
}

/** A link must lead to a web page, whatever the address says. */
function safeUrl(address) {
  const url = new URL(address, location.href);
  return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : '#';
}

/** What takes longer than a moment comes with the promise to tell. */
const PROMISES = {
  confirmingOutcome:
    'The answer is not here yet. You may close this page: we will tell you here, and nothing is charged twice.',
  awaitingSettlement: 'You may close this page. Your items stay set aside, and we will tell you here.',
};

function waiting({ state }) {
  const words = t(PROMISES[state] ?? 'One moment…');
  const spinner = make('span', { class: 'spinner', 'aria-hidden': 'true' });
  return { element: make('p', { class: 'waiting' }, spinner, words) };
}

function outcome(view, { shop }) {
  if (view.state === 'completed')
    return { element: note('success', t('Paid. Your receipt is in the conversation.'), 'check') };
  if (view.state === 'stalled') {
    return {
      element: note(
        'warning',
        t('You need not do anything, and you cannot be charged twice. The answer appears here.'),
      ),
    };
  }
  const again = make('button', { class: 'button', type: 'button' }, t('Back to the cart'));
  again.addEventListener('click', () => shop.say(t('Show my cart'), { type: 'view_cart' }));
  return { element: make('p', { class: 'row' }, again) };
}

function note(tone, text, symbol = tone === 'info' ? 'info' : 'alert') {
  return make('p', { class: `notice notice--${tone}` }, icon(symbol), make('span', {}, text));
}
