import { countOf, formatTime } from '../format.js';
import { StalledCase } from './stalled-case.js';

const EVERY_MS = 5000;

/** The stalled checkouts, looked up anew every few seconds; cards are kept, so that a half-written reason is, too. */
export class StalledList {
  #parts;
  #session;
  #settings;
  #api;
  #cases = new Map();
  #timer;
  #running = false;

  /** @param settings `temporalUiUrl`, and `onRefused()` for when the token is not (or no longer) good. */
  constructor(parts, session, settings) {
    this.#parts = parts;
    this.#session = session;
    this.#settings = settings;
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
    for (const { element } of this.#cases.values()) element.remove();
    this.#cases.clear();
  }

  async #look() {
    clearTimeout(this.#timer);
    try {
      const { items } = await this.#api.get('/staff/checkouts?state=stalled');
      if (this.#running) this.#show(items);
    } catch (error) {
      if (error.status === 401 || error.status === 403) return this.#settings.onRefused();
      this.#say(`${error.message} Trying again…`);
    }
    if (this.#running && !document.hidden) this.#timer = setTimeout(() => this.#look(), EVERY_MS);
  }

  #show(items) {
    const present = new Set(items.map(({ id }) => id));
    for (const [id, { element }] of this.#cases) {
      if (present.has(id)) continue;
      element.remove();
      this.#cases.delete(id);
    }
    for (const view of items) this.#showCase(view);
    this.#parts.none.hidden = items.length > 0;
    const time = formatTime(new Date().toISOString());
    this.#say(items.length > 0 ? `${countOf(items.length, 'checkout')} · as of ${time}` : `As of ${time}`);
  }

  /** Saying the same again would have it read aloud again. */
  #say(text) {
    if (this.#parts.status.textContent !== text) this.#parts.status.textContent = text;
  }

  #showCase(view) {
    const known = this.#cases.get(view.id);
    if (known) return known.update(view);
    const { temporalUiUrl } = this.#settings;
    const act = (id, command) => this.#act(id, command);
    const shown = new StalledCase(view, { session: this.#session, temporalUiUrl, act });
    this.#cases.set(view.id, shown);
    this.#parts.list.append(shown.element);
  }

  async #act(id, command) {
    await this.#api.post(`/staff/checkouts/${id}/acts`, command);
    await this.#look();
  }
}
