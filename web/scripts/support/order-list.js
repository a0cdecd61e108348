import { OrderCase } from './order-case.js';

const EVERY_MS = 5000;

/** Orders at the chosen stage, looked up anew every few seconds; cards are kept, so that half-written words are, too. */
export class OrderList {
  #parts;
  #session;
  #onRefused;
  #api;
  #cases = new Map();
  #timer;
  #running = false;

  /** @param onRefused called when the token is not (or no longer) good. */
  constructor(parts, session, { onRefused }) {
    this.#parts = parts;
    this.#session = session;
    this.#onRefused = onRefused;
    parts.stage.addEventListener('change', () => this.#running && this.#look());
    document.addEventListener('visibilitychange', () => !document.hidden && this.#running && this.#look());
  }

  start() {
    this.#api = this.#session.api();
    this.#running = true;
    return this.#look();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#show([]);
  }

  async #look() {
    clearTimeout(this.#timer);
    const stage = this.#parts.stage.value;
    try {
      const { items } = await this.#api.get(`/staff/orders?stage=${stage}`);
      // Another stage may have been chosen meanwhile.
      if (this.#running && stage === this.#parts.stage.value) this.#show(items);
    } catch (error) {
      if (error.status === 401 || error.status === 403) return this.#onRefused();
      this.#say(`${error.message} Trying again…`);
    }
    if (this.#running && !document.hidden) this.#timer = setTimeout(() => this.#look(), EVERY_MS);
  }

  #show(orders) {
    const present = new Set(orders.map(({ id }) => id));
    for (const [id, { element }] of this.#cases) {
      if (present.has(id)) continue;
      element.remove();
      this.#cases.delete(id);
    }
    for (const order of orders) this.#showCase(order);
    this.#say(orders.length > 0 ? '' : 'No order is there.');
  }

  #showCase(order) {
    const known = this.#cases.get(order.id);
    if (known) return known.update(order);
    const act = async (path, body) => {
      await this.#api.post(`/staff/orders/${order.id}/${path}`, body);
      await this.#look();
    };
    const shown = new OrderCase(order, { session: this.#session, act });
    this.#cases.set(order.id, shown);
    this.#parts.list.append(shown.element);
  }

  /** Saying the same again would have it read aloud again. */
  #say(text) {
    if (this.#parts.status.textContent !== text) this.#parts.status.textContent = text;
  }
}
