/**
 * The latest known view of every checkout, or of whatever else lies at `path`. Views carry a `version` that grows with every change, so
 * whichever way they come (stream, transcript, answer to an act) an older one never replaces a newer.
 */
export class Checkouts extends EventTarget {
  #api;
  #path;
  #views = new Map();
  #asked = new Map();

  constructor(api, path = 'checkouts') {
    super();
    this.#api = api;
    this.#path = path;
  }

  get(id) {
    return this.#views.get(id);
  }

  /** Takes a view in and fires an event named for the checkout, if it is news. */
  put(view) {
    const known = this.#views.get(view.id);
    if (known && known.version >= view.version) return;
    this.#views.set(view.id, view);
    this.dispatchEvent(new CustomEvent(view.id, { detail: view }));
  }

  /** Asks the shop; several askers at once share one request. */
  fetch(id) {
    if (!this.#asked.has(id)) {
      const asked = this.#api
        .get(`/${this.#path}/${id}`)
        .then((view) => this.put(view))
        .finally(() => this.#asked.delete(id));
      this.#asked.set(id, asked);
    }
    return this.#asked.get(id);
  }
}
