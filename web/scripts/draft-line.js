/**
 * What the shop has said so far of a reply that is still being worded. It is for eyes alone: the reply itself is read
 * aloud once, when it is there. A draft never outlives its reply, and never comes after it.
 */
export class DraftLine {
  #element;
  #store;
  #inReplyTo;

  /** @param element shows the text; hidden from screen readers. */
  constructor(element, store) {
    this.#element = element;
    this.#store = store;
    store.addEventListener('entry', ({ detail }) => this.#onEntry(detail));
  }

  /** Shows a draft, each with all of the text so far. Returns whether it is shown. */
  show({ inReplyTo, text }) {
    const isLate = this.#store.entries.some(
      (entry) => entry.kind === 'reply' && entry.inReplyTo === inReplyTo,
    );
    if (isLate || !text) return false;
    this.#inReplyTo = inReplyTo;
    this.#element.textContent = text;
    this.#element.hidden = false;
    return true;
  }

  #onEntry(entry) {
    if (entry.kind !== 'reply' || entry.inReplyTo !== this.#inReplyTo) return;
    this.#inReplyTo = undefined;
    this.#element.hidden = true;
    this.#element.textContent = '';
  }
}
