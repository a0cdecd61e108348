import { formatCountdown, formatTime } from '../format.js';
import { part } from '../templates.js';
import { t } from '../words.js';

const SOON_MS = 120_000;

/** Says until when the items are set aside, and counts down beside it. */
export class HoldClock {
  #element;
  #text;
  #now;
  #expiresAt;
  #timer;

  /** @param now gives the server's time: a wrong clock here must not frighten anyone. */
  constructor(element, now) {
    this.#element = element;
    this.#text = part(element, 'hold-text');
    this.#now = now;
  }

  /** @param iso the deadline; undefined hides the clock. */
  show(iso) {
    clearInterval(this.#timer);
    this.#expiresAt = iso;
    this.#element.hidden = !iso;
    if (!iso) return;
    this.#tick();
    this.#timer = setInterval(() => this.#tick(), 1000);
  }

  #tick() {
    const left = Date.parse(this.#expiresAt) - this.#now();
    this.#element.classList.toggle('hold--soon', left < SOON_MS);
    this.#text.textContent =
      left > 0
        ? t('Set aside for you until {time} ({left} left)', {
            time: formatTime(this.#expiresAt),
            left: formatCountdown(left),
          })
        : t('The time to pay is over; checking…');
    if (left <= 0 || !this.#element.isConnected) clearInterval(this.#timer);
  }
}
