const SETTLE_MS = 250;

/** The cart as last heard of: from the latest cart block, or asked for. Fires `change`. */
export class CartKeeper extends EventTarget {
  #api;
  #store;
  #cart;
  #seq = 0;
  #timer;

  constructor(api, store) {
    super();
    this.#api = api;
    this.#store = store;
  }

  get cart() {
    return this.#cart;
  }

  /** Reads what a reply says of the cart; one that shows no products or cart may have changed it unsaid. */
  heard(entry, { live }) {
    if (entry.seq < this.#seq) return;
    const shown = entry.blocks.findLast((block) => block.type === 'cart');
    if (shown) {
      this.#seq = entry.seq;
      this.#set(shown.cart);
    } else if (live && !entry.blocks.some((block) => block.type === 'products')) {
      this.refreshSoon();
    }
  }

  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), SETTLE_MS);
  }

  /** Asks for the cart of now. What cannot be had stays as it was; the next reply tells. */
  async refresh() {
    if (!this.#store.id) return;
    const heardBefore = this.#seq;
    try {
      const cart = await this.#api.get(`/conversations/${this.#store.id}/cart`);
      if (this.#seq === heardBefore) this.#set(cart);
    } catch (error) {
      if (!error.passing) throw error;
    }
  }

  #set(cart) {
    this.#cart = cart;
    this.dispatchEvent(new Event('change'));
  }
}
