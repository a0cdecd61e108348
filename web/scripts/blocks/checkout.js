import { CheckoutActs } from '../checkout/checkout-acts.js';
import { CheckoutCard } from '../checkout/checkout-card.js';

const LOOK_AGAIN_MS = 6000;
const MOVING = /^(checking|calculating|holding|preparing|confirming|writing|capturing|cancelling|expiring)/;
/** The card that is live for each checkout: a later block takes over from an earlier one. */
const live = new Map();

/** The place in the conversation where a checkout goes on; its card follows every new view. */
export class CheckoutBlock {
  element;
  #shop;
  #id;
  #card;
  #timer;

  constructor({ checkoutId }, shop) {
    this.#shop = shop;
    this.#id = checkoutId;
    this.#card = new CheckoutCard(shop, new CheckoutActs(shop.api, shop.checkouts, shop.keys, checkoutId));
    this.element = this.#card.element;
    live.get(checkoutId)?.retire();
    live.set(checkoutId, this);
    shop.checkouts.addEventListener(checkoutId, this.#onView);
    const known = shop.checkouts.get(checkoutId);
    if (known) this.#show(known);
    else this.#ask();
  }

  retire() {
    clearTimeout(this.#timer);
    this.#shop.checkouts.removeEventListener(this.#id, this.#onView);
    this.#card.retire();
  }

  #onView = ({ detail }) => this.#show(detail);

  #show(view) {
    clearTimeout(this.#timer);
    this.#card.show(view);
    if (MOVING.test(view.state)) this.#timer = setTimeout(() => this.#ask(), LOOK_AGAIN_MS);
  }

  /** Asks for the view: none has come yet, or one is overdue because the stream is down. */
  #ask() {
    this.#shop.checkouts
      .fetch(this.#id)
      .catch((error) => !error.passing && this.#shop.problems.show(error))
      .finally(() => {
        const view = this.#shop.checkouts.get(this.#id);
        clearTimeout(this.#timer);
        if (!view || MOVING.test(view.state)) this.#timer = setTimeout(() => this.#ask(), LOOK_AGAIN_MS);
      });
  }
}
