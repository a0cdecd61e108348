import { retryDelay, waitToRetry } from './backoff.js';

const TRIES = 8;

/**
 * What a shopper can do to a checkout or an order, over HTTP. A request whose answer was lost is sent again
 * with the same key; each resolves to the new view, already handed to `views`.
 */
export class Acts {
  #api;
  #views;
  #keys;
  #address;
  #id;

  /** @param path `checkouts` or `orders`. */
  constructor(api, views, keys, id, path) {
    this.#api = api;
    this.#views = views;
    this.#keys = keys;
    this.#id = id;
    this.#address = `/${path}/${id}`;
  }

  async act(method, what, body) {
    const name = `${what}.${this.#id}`;
    const key = this.#keys.keyFor(name, body);
    try {
      const view = await this.send(method, what, body, key);
      this.#keys.answered(name);
      this.#views.put(view);
      return view;
    } catch (error) {
      if (!error.passing) this.#keys.answered(name);
      if (error.status === 409) await this.#views.fetch(this.#id).catch(() => {});
      throw error;
    }
  }

  /** Sends until the shop has answered, and says nothing of it to `views`. */
  send(method, what, body, key) {
    return this.#persistently(() => this.#api[method](`${this.#address}/${what}`, body, key));
  }

  async #persistently(request) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await request();
      } catch (error) {
        if (!error.passing || attempt >= TRIES) throw error;
        await waitToRetry(retryDelay(attempt, { retryAfterMs: error.retryAfterMs, maxMs: 8000 }));
      }
    }
  }
}
