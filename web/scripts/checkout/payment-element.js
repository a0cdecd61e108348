import { formatMoney } from '../format.js';
import { make } from '../templates.js';
import { language, t } from '../words.js';

/**
 * Stripe's Payment Element: card data go from its frame to Stripe and never through the shop. What the
 * shop gets is a confirmation token, and it confirms the payment itself.
 */
export class PaymentElementForm {
  element;
  #pay;
  #stripe;
  #elements;
  #options;

  /** @param options `publishableKey`, `scriptUrl`, `total`, `optionId`, and the desk's `acts` and `run`. */
  constructor(options) {
    this.#options = options;
    this.#pay = make(
      'button',
      { class: 'button button--primary button--wide', type: 'submit', disabled: true },
      t('Pay {amount}', { amount: formatMoney(options.total) }),
    );
    const place = make('div', { class: 'payment-element' }, make('span', { class: 'spinner' }));
    const form = make('form', { class: 'pay', novalidate: true }, place, this.#pay);
    form.addEventListener('submit', (event) => {
      event.preventDefault();
      options.run(() => this.#submit());
    });
    this.element = form;
    this.#mount(place).catch(() => {
      place.textContent = t(
        'The card form could not be loaded. Check your connection and load the page again.',
      );
    });
  }

  set busy(busy) {
    this.#pay.disabled = busy || !this.#elements;
  }

  async #mount(place) {
    const { publishableKey, scriptUrl, total, optionId } = this.#options;
    const Stripe = await loadStripe(scriptUrl);
    this.#stripe = Stripe(publishableKey);
    this.#elements = this.#stripe.elements({
      locale: language(),
      mode: 'payment',
      amount: total.amount,
      currency: total.currency.toLowerCase(),
      captureMethod: optionId === 'bank_debit' ? 'automatic' : 'manual',
      paymentMethodTypes: [optionId === 'bank_debit' ? 'us_bank_account' : 'card'],
    });
    place.replaceChildren();
    this.#elements.create('payment').mount(place);
    this.#pay.disabled = false;
  }

  async #submit() {
    const { acts, total } = this.#options;
    const filledIn = await this.#elements.submit();
    if (filledIn.error) throw new Error(filledIn.error.message);
    const { confirmationToken, error } = await this.#stripe.createConfirmationToken({
      elements: this.#elements,
    });
    if (error) throw new Error(error.message);
    return acts.pay(confirmationToken.id, total);
  }
}

let loading;

/** Loads Stripe.js once. Rejects when it cannot be had; the next call tries again. */
function loadStripe(url) {
  loading ??= new Promise((resolve, reject) => {
    const script = make('script', { src: url });
    script.addEventListener('load', () => resolve(globalThis.Stripe));
    script.addEventListener('error', () => {
      loading = undefined;
      script.remove();
      reject(new Error('Stripe.js could not be loaded'));
    });
    document.head.append(script);
  });
  return loading;
}
