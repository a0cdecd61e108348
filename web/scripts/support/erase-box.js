import { part } from '../templates.js';

/** Forgets the person of a case who asked for it by mail or phone: with a reason, and a word that it is meant. */
export class EraseBox {
  #form;
  #shop;
  #key;

  /** @param form holds `reason`, `sure` and the part `state`. @param shop `acts`, `session`. */
  constructor(form, shop) {
    this.#form = form;
    this.#shop = shop;
    form.addEventListener('submit', (event) => this.#erase(event));
  }

  /** @param key of the case that is open, as `order/<id>`. */
  show(key) {
    if (key === this.#key) return;
    this.#key = key;
    this.#form.reset();
    this.#form.closest('details').open = false;
    this.#say('');
  }

  async #erase(event) {
    event.preventDefault();
    const [reason, key] = [this.#form.elements.namedItem('reason').value, this.#key];
    try {
      const body = { by: this.#shop.session.name, reason };
      const { state, waitsFor } = await this.#shop.acts.post(`/staff/cases/${key}/erasure`, body);
      const orders = waitsFor.orders.map(({ number }) => number).join(', ');
      const waits = orders && ` It waits for ${orders}.`;
      this.#form.reset();
      this.#say(state === 'erased' ? 'They have been forgotten.' : `They are being forgotten.${waits}`);
    } catch (error) {
      this.#say(error.message);
    }
  }

  #say(words) {
    part(this.#form, 'state').textContent = words;
  }
}
