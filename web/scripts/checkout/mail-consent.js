import { make } from '../templates.js';

/** Asks whether the shop may write more than the order needs; off until somebody says yes. */
export class MailConsentBox {
  #wordingId;
  #input;

  /** @param given what was said before, on this page. */
  constructor({ wordingId, text }, given = false) {
    this.#wordingId = wordingId;
    // Without a name it is no part of the address.
    this.#input = make('input', { type: 'checkbox', class: 'consent__input' });
    this.#input.checked = given;
    this.element = make('label', { class: 'consent' }, this.#input, make('span', {}, text));
  }

  /** The answer, with the words that it was given to. */
  get answer() {
    return { given: this.#input.checked, wordingId: this.#wordingId };
  }
}
