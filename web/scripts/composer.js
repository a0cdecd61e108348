/** The box a message is written in: grows with its text, sends on Enter, keeps a draft over a reload. */
export class Composer extends EventTarget {
  #form;
  #field;
  #storage;
  #draftKey = 'shoptalk.draft';

  constructor(form, storage) {
    super();
    this.#form = form;
    this.#field = form.querySelector('textarea');
    this.#storage = storage;
    form.addEventListener('submit', (event) => this.#onSubmit(event));
    this.#field.addEventListener('keydown', (event) => this.#onKey(event));
    this.#field.addEventListener('input', () => this.#onInput());
    this.#field.value = storage.get(this.#draftKey) ?? '';
    this.#onInput();
  }

  focus() {
    this.#field.focus({ preventScroll: true });
  }

  /** Puts a text back to be edited; what was being written stays, after it. */
  take(text) {
    this.#field.value = [text, this.#field.value].filter(Boolean).join('\n');
    this.#onInput();
    this.focus();
  }

  #onSubmit(event) {
    event.preventDefault();
    const text = this.#field.value.trim();
    if (!text) return this.focus();
    this.#field.value = '';
    this.#onInput();
    this.focus();
    this.dispatchEvent(new CustomEvent('send', { detail: text }));
  }

  /** Enter that ends a composition (Japanese, say) chooses a word; it does not send. */
  #onKey(event) {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    this.#form.requestSubmit();
  }

  #onInput() {
    const { value } = this.#field;
    this.#form.classList.toggle('composer--ready', value.trim() !== '');
    this.#field.style.height = 'auto';
    this.#field.style.height = `${this.#field.scrollHeight}px`;
    if (value) this.#storage.set(this.#draftKey, value);
    else this.#storage.remove(this.#draftKey);
  }
}
