const RENEW_MS = 30_000;

/** Who looks after the case that is open. One's own is renewed for as long as it is open. */
export class LeaseLine {
  #parts;
  #api;
  #session;
  #changed;
  #key;
  #lease;
  #talk;
  #timer;

  /** @param parts `who`, `take`, `leave`. @param changed() when something was done. */
  constructor(parts, { api, session }, changed) {
    this.#parts = parts;
    this.#api = api;
    this.#session = session;
    this.#changed = changed;
    parts.take.addEventListener('click', () => this.#take());
    parts.leave.addEventListener('click', () => this.#post(this.#key, 'release', {}));
  }

  /** @param key `kind/id` @param file the case. */
  show(key, { lease, person, conversationId }) {
    this.#key = key;
    this.#lease = lease;
    // Who speaks with a shopper looks after the conversation, too.
    this.#talk = person?.isYou ? `conversation/${conversationId}` : undefined;
    const isMine = lease?.isYours === true;
    this.#parts.who.textContent = isMine
      ? 'You look after this.'
      : lease
        ? `${lease.name} looks after this.`
        : 'Nobody looks after this.';
    this.#parts.take.hidden = isMine;
    this.#parts.take.textContent = lease ? `Take it over from ${lease.name}` : 'Look after it';
    this.#parts.leave.hidden = !isMine;
    this.#timer ??= setInterval(() => this.#renew(), RENEW_MS);
  }

  stop() {
    clearInterval(this.#timer);
    this.#timer = undefined;
  }

  #take() {
    const takeOver = this.#lease !== undefined;
    return this.#post(this.#key, 'lease', { takeOver });
  }

  async #renew() {
    const mine = [this.#lease?.isYours && this.#key, this.#talk].filter(Boolean);
    for (const key of new Set(mine)) await this.#post(key, 'lease', {});
  }

  async #post(key, what, body) {
    try {
      await this.#api.post(`/staff/cases/${key}/${what}`, { by: this.#session.name, ...body });
    } catch (error) {
      this.#parts.who.textContent = error.message;
      if (error.passing) return;
    }
    await this.#changed();
  }
}
