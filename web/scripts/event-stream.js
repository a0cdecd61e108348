import { retryDelay, waitToRetry } from './backoff.js';

/** A hidden page lets go of its stream after this long: browsers allow few connections to one host. */
const HIDDEN_MS = 60_000;

/**
 * Follows a conversation over server-sent events. EventSource itself resumes with `Last-Event-ID`; when
 * it gives up (any status but 200) or the page was hidden, a new one starts after the last gapless entry.
 * Fires `up`, `down`, and `draft` with what is said so far of a reply that is still being worded.
 */
export class EventStream extends EventTarget {
  #api;
  #store;
  #source;
  #attempt = 0;
  #hiddenTimer;

  constructor(api, store) {
    super();
    this.#api = api;
    this.#store = store;
  }

  start() {
    document.addEventListener('visibilitychange', () => this.#onVisibility());
    addEventListener('pagehide', () => this.#close());
    addEventListener('pageshow', (event) => event.persisted && this.#connect());
    this.#connect();
  }

  #connect() {
    this.#close();
    const path = `/conversations/${this.#store.id}/events?after=${this.#store.lastSeq}`;
    const source = new EventSource(this.#api.url(path));
    source.addEventListener('open', () => this.#onOpen());
    source.addEventListener('entry', ({ data }) => this.#store.add(JSON.parse(data), { gapless: true }));
    source.addEventListener('draft', ({ data }) =>
      this.dispatchEvent(new CustomEvent('draft', { detail: JSON.parse(data) })),
    );
    source.addEventListener('error', () => this.#onError(source));
    this.#source = source;
  }

  #onOpen() {
    this.#attempt = 0;
    this.dispatchEvent(new Event('up'));
  }

  async #onError(source) {
    this.dispatchEvent(new Event('down'));
    if (source.readyState !== EventSource.CLOSED) return;
    await waitToRetry(retryDelay(this.#attempt, { baseMs: 1000, maxMs: 30_000 }));
    this.#attempt += 1;
    if (this.#source === source) this.#connect();
  }

  #onVisibility() {
    clearTimeout(this.#hiddenTimer);
    if (document.hidden) this.#hiddenTimer = setTimeout(() => this.#close(), HIDDEN_MS);
    else if (!this.#source) this.#connect();
  }

  #close() {
    this.#source?.close();
    this.#source = undefined;
  }
}
