/**
 * The cards that a signed-in shopper keeps with the shop; a guest keeps none. Looked up when they are first wanted;
 * fires `change` when there is something else to show.
 */
export class SavedCards extends EventTarget {
  #api;
  #cards;
  #hidden = false;

  constructor(api) {
    super();
    this.#api = api;
  }

  get shown() {
    if (this.#cards === undefined) void this.#load();
    return this.#hidden ? [] : this.#cards;
  }

  /** The shopper wants to pay with another card. */
  hide() {
    this.#hidden = true;
    this.dispatchEvent(new Event('change'));
  }

  async #load() {
    this.#cards = [];
    try {
      this.#cards = (await this.#api.get('/saved-cards')).items;
      if (this.#cards.length > 0) this.dispatchEvent(new Event('change'));
    } catch {
      // Without them one pays as everybody does.
    }
  }
}
