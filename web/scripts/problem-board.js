import { clone, fill, part } from './templates.js';
import { t } from './words.js';

const SHOWN_MS = 15_000;

/** Says what went wrong, above the composer, with the number to name to support; the same thing once. */
export class ProblemBoard {
  #host;

  constructor(host) {
    this.#host = host;
  }

  /** @param error a `Problem`, or any error; `Unreachable` is left to the connection line. */
  show(error) {
    if (error.name === 'Unreachable') return;
    const detail =
      error.name === 'Problem' ? error.message : t('Something went wrong on this page. Load it again.');
    if (error.name !== 'Problem') reportError(error);
    this.say(detail, error.requestId ? t('Reference {id}', { id: error.requestId }) : '');
  }

  /** Says something, for a while. @param reference what to name to support. */
  say(detail, reference = '') {
    for (const shown of this.#host.children) if (part(shown, 'detail').textContent === detail) return;
    const element = fill(clone('problem'), { detail, reference });
    part(element, 'close').addEventListener('click', () => element.remove());
    setTimeout(() => element.remove(), SHOWN_MS);
    this.#host.append(element);
  }
}
