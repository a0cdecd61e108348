import { t } from './words.js';

const GRACE_MS = 3000;

/** One quiet line under the header while the shop cannot be reached. */
export class ConnectionLine {
  #element;
  #down = new Set();
  #timer;

  constructor(element) {
    this.#element = element;
    addEventListener('offline', () => this.report('machine', false));
    addEventListener('online', () => this.report('machine', true));
    this.report('machine', navigator.onLine);
  }

  /** @param what who reports: 'machine', 'stream' or 'outbox'. A short gap is not worth a word. */
  report(what, up) {
    if (up) this.#down.delete(what);
    else this.#down.add(what);
    clearTimeout(this.#timer);
    const urgent = this.#down.has('machine') || this.#down.has('outbox');
    if (this.#down.size === 0 || urgent) this.#show();
    else this.#timer = setTimeout(() => this.#show(), GRACE_MS);
  }

  #show() {
    this.#element.hidden = this.#down.size === 0;
    this.#element.textContent = this.#down.has('machine')
      ? t('You are offline. What you write is kept and sent when you are back.')
      : t('Connecting to the shop… What you write is kept.');
  }
}
