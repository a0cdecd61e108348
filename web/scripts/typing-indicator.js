const PATIENCE_MS = 45_000;

/** Shows that the shop is answering: a message is on its way, or one (perhaps another tab's) has no reply yet. */
export class TypingIndicator {
  #element;
  #store;
  #outbox;
  #timer;

  constructor(element, store, outbox) {
    this.#element = element;
    this.#store = store;
    this.#outbox = outbox;
  }

  /** Looks again; returns whether it is shown. */
  refresh() {
    clearTimeout(this.#timer);
    const since = this.#unansweredSince();
    const left = since === undefined ? 0 : PATIENCE_MS - (Date.now() - since);
    const shown = this.#sending() || left > 0;
    if (left > 0) this.#timer = setTimeout(() => this.refresh(), left);
    this.#element.hidden = !shown;
    return shown;
  }

  #sending() {
    return this.#outbox.messages.some(({ state }) => state === 'sending' || state === 'slow');
  }

  #unansweredSince() {
    const spoken = this.#store.entries.filter(({ kind }) => kind !== 'checkout');
    const last = spoken.at(-1);
    return last?.kind === 'message' ? Date.parse(last.at) : undefined;
  }
}
