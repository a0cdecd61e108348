const EVERY_MS = 5000;

/**
 * What waits for staff, looked up anew every few seconds; cards are kept, so that half-written words are, too.
 * An act is sent with a key, which it keeps until it is answered: pressed again after a lost answer, it is done once.
 */
export class CaseList {
  #parts;
  #session;
  #keys;
  #options;
  #api;
  #cases = new Map();
  #timer;
  #running = false;

  /**
   * @param parts the elements `list` and `status`.
   * @param options `path()` to look at; `card(view, act)` makes `{element, update(view)}`, whose `act(path, body)`
   *   posts; `words(items)` for the status; `onRefused()` for when the token is not (or no longer) good.
   */
  constructor(parts, session, keys, options) {
    this.#parts = parts;
    this.#session = session;
    this.#keys = keys;
    this.#options = options;
    document.addEventListener('visibilitychange', () => !document.hidden && this.look());
  }

  start() {
    this.#api = this.#session.api();
    this.#running = true;
    return this.look();
  }

  stop() {
    this.#running = false;
    clearTimeout(this.#timer);
    this.#show([]);
  }

  async look() {
    if (!this.#running) return;
    clearTimeout(this.#timer);
    const path = this.#options.path();
    try {
      const { items } = await this.#api.get(path);
      // Something else may have been chosen meanwhile.
      if (this.#running && path === this.#options.path()) this.#show(items);
    } catch (error) {
      if (error.status === 401 || error.status === 403) return this.#options.onRefused();
      this.#say(`${error.message} Trying again…`);
    }
    if (this.#running && !document.hidden) this.#timer = setTimeout(() => this.look(), EVERY_MS);
  }

  #show(items) {
    const present = new Set(items.map(({ id }) => id));
    for (const [id, { element }] of this.#cases) {
      if (present.has(id)) continue;
      element.remove();
      this.#cases.delete(id);
    }
    for (const view of items) this.#showCase(view);
    this.#say(this.#options.words(items));
  }

  #showCase(view) {
    const known = this.#cases.get(view.id);
    if (known) return known.update(view);
    const shown = this.#options.card(view, (path, body) => this.#act(path, body));
    this.#cases.set(view.id, shown);
    this.#parts.list.append(shown.element);
  }

  async #act(path, body) {
    const key = this.#keys.keyFor(path, body);
    try {
      await this.#api.post(path, body, key);
      this.#keys.answered(path);
    } catch (error) {
      if (!error.passing) this.#keys.answered(path);
      throw error;
    }
    await this.look();
  }

  /** Saying the same again would have it read aloud again. */
  #say(text) {
    if (this.#parts.status.textContent !== text) this.#parts.status.textContent = text;
  }
}
