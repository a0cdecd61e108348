import { randomId } from './random-id.js';

const PREFIX = 'shoptalk.attempt.';

/**
 * Idempotency keys. An act keeps its key, also over a reload, until the shop has answered it: a lost
 * answer and a second tap lead to the same request, which is done once. Another body is another act.
 */
export class AttemptKeys {
  #storage;

  constructor(storage) {
    this.#storage = storage;
  }

  /** @param act what is done to what, such as `pay.<checkout id>`. */
  keyFor(act, body) {
    const words = JSON.stringify(body ?? null);
    const kept = JSON.parse(this.#storage.get(PREFIX + act) ?? 'null');
    if (kept?.words === words) return kept.key;
    const key = randomId();
    this.#storage.set(PREFIX + act, JSON.stringify({ key, words }));
    return key;
  }

  answered(act) {
    this.#storage.remove(PREFIX + act);
  }
}
