import { retryDelay, waitToRetry } from './backoff.js';
import { randomId } from './random-id.js';

const PREFIX = 'shoptalk.outbox.';
const DRAFT = 'draft';

/**
 * Messages on their way. Each is kept in storage under a key of its own until the shop has answered
 * it, so a reload loses nothing and two tabs never overwrite each other's; each is sent again with the
 * same `messageId` until then, which can never make a second turn. One at a time, in order, across tabs.
 *
 * Fires `change` with a message whose state changed, `settled` when one is done, and `answered` with
 * the shop's reply. States: `queued`, `sending`, `slow` (the shop is busy), `waiting` (no connection), `failed`.
 */
export class Outbox extends EventTarget {
  #api;
  #store;
  #storage;
  #locks;
  #messages = new Map();
  #draining = false;

  constructor(api, store, storage, locks = globalThis.navigator?.locks) {
    super();
    this.#api = api;
    this.#store = store;
    this.#storage = storage;
    this.#locks = locks;
    store.addEventListener('opened', () => this.#adoptDrafts());
  }

  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.order - b.order);
  }

  /** Takes up what an earlier page left unsent; `failed` ones stay failed, for the shopper to decide. */
  restore() {
    const prefix = PREFIX + this.#scope();
    const unsent = this.#storage
      .keys(`${prefix}.`)
      .map((key) => read(this.#storage.get(key)))
      .filter(Boolean);
    for (const message of unsent.sort((a, b) => a.order - b.order)) {
      if (message.state !== 'failed') message.state = 'queued';
      this.#messages.set(message.messageId, message);
      this.#changed(message);
    }
    void this.#drain();
  }

  /** Queues a message. @param action what a tap says beside its words. */
  send(text, action) {
    const order = Math.max(Date.now(), ...this.messages.map((message) => message.order + 1));
    const message = { messageId: randomId(), text, action, order, state: 'queued' };
    this.#messages.set(message.messageId, message);
    this.#keep(message);
    this.#changed(message);
    void this.#drain();
    return message;
  }

  /** Forgets a message: the shop has answered it (maybe another tab's request), or the shopper removed it. */
  settle(messageId, reply) {
    const message = this.#messages.get(messageId);
    if (!message) return;
    this.#messages.delete(messageId);
    this.#storage.remove(this.#key(message));
    this.dispatchEvent(new CustomEvent('settled', { detail: { message, reply } }));
  }

  async #drain() {
    if (this.#draining) return;
    this.#draining = true;
    try {
      while (this.#next()) await this.#exclusively(() => this.#deliver(this.#next()));
    } finally {
      this.#draining = false;
    }
  }

  #next() {
    return this.messages.find((message) => message.state !== 'failed');
  }

  /** One tab sends at a time, so that the order written is the order read. */
  #exclusively(work) {
    const name = `${PREFIX}${this.#scope()}`;
    return this.#locks ? this.#locks.request(name, work) : work();
  }

  async #deliver(message) {
    for (let attempt = 0; message && this.#messages.has(message.messageId); attempt += 1) {
      if (attempt === 0) this.#become(message, 'sending');
      try {
        const id = await this.#store.ensure();
        const { messageId, text, action } = message;
        const { reply } = await this.#api.post(`/conversations/${id}/messages`, { messageId, text, action });
        this.settle(message.messageId, reply);
        this.dispatchEvent(new CustomEvent('answered', { detail: reply }));
        return;
      } catch (error) {
        if (!error.passing) return this.#fail(message, error);
        this.#become(message, error.status ? 'slow' : 'waiting', error);
        await waitToRetry(retryDelay(attempt, { retryAfterMs: error.retryAfterMs }));
      }
    }
  }

  #fail(message, error) {
    if (!this.#messages.has(message.messageId)) return;
    this.#become(message, 'failed', error);
    this.#keep(message);
  }

  #become(message, state, error) {
    message.state = state;
    message.detail = error?.message;
    this.#changed(message, error);
  }

  #changed(message, error) {
    this.dispatchEvent(new CustomEvent('change', { detail: { message, error } }));
  }

  #adoptDrafts() {
    for (const key of this.#storage.keys(`${PREFIX}${DRAFT}.`)) {
      const message = read(this.#storage.get(key));
      if (!message || !this.#messages.has(message.messageId)) continue;
      this.#keep(message);
      this.#storage.remove(key);
    }
  }

  #scope() {
    return this.#store.id ?? DRAFT;
  }

  #key(message) {
    return `${PREFIX}${this.#scope()}.${message.messageId}`;
  }

  #keep({ messageId, text, action, order, state, detail }) {
    this.#storage.set(
      this.#key({ messageId }),
      JSON.stringify({ messageId, text, action, order, state, detail }),
    );
  }
}

function read(json) {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
