import { t } from './words.js';

const GRACE_MS = 3000;
/** Work is done in less; somebody who waits longer is told why. */
const WORK_GRACE_MS = 600;

/** One quiet line under the header while the shop cannot be reached, or wants some work done first. */
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

  /** @param what who reports: 'machine', 'stream', 'outbox' or 'work'. A short gap is not worth a word. */
  report(what, up) {
    if (up) this.#down.delete(what);
    else this.#down.add(what);
    clearTimeout(this.#timer);
    const urgent = this.#down.has('machine') || this.#down.has('outbox');
    if (this.#down.size === 0 || urgent) this.#show();
    else this.#timer = setTimeout(() => this.#show(), this.#onlyWork() ? WORK_GRACE_MS : GRACE_MS);
  }

  #show() {
    this.#element.hidden = this.#down.size === 0;
    this.#element.textContent = this.#words();
  }

  #words() {
    if (this.#down.has('machine'))
      return t('You are offline. What you write is kept and sent when you are back.');
    return this.#onlyWork() ? t('One moment…') : t('Connecting to the shop… What you write is kept.');
  }

  #onlyWork() {
    return this.#down.has('work') && this.#down.size === 1;
  }
}
