import { Problem } from './api-client.js';

const REMEMBERED = 'shoptalk.conversation';
const PAGE = 200;

/**
 * The conversation this page shows: its id and its entries, merged by `seq` from wherever they come
 * (the transcript, the answer to a message, the event stream). Fires `entry` once for each entry, and
 * `opened` when the conversation gets its id.
 */
export class ConversationStore extends EventTarget {
  #api;
  #storage;
  #entries = new Map();
  #id;
  #creating;
  #streamedSeq = 0;

  constructor(api, storage) {
    super();
    this.#api = api;
    this.#storage = storage;
  }

  get id() {
    return this.#id;
  }

  /** Up to here nothing is missing; entries beyond it may have come out of order. */
  get lastSeq() {
    return this.#streamedSeq;
  }

  get entries() {
    return [...this.#entries.values()].sort((a, b) => a.seq - b.seq);
  }

  /**
   * Finds the conversation to go on with: the one in the address, the one last open here, or the newest
   * of this shopper; and reads all of it. Resolves to false when there is none yet.
   */
  async open(wanted) {
    const remembered = this.#storage.get(REMEMBERED);
    for (const id of new Set([wanted, remembered].filter(Boolean))) {
      if (await this.#tryOpen(id)) return true;
    }
    const newest = await this.#newest();
    return newest ? this.#tryOpen(newest) : false;
  }

  /** The id, after making the conversation if this is its first message. */
  async ensure() {
    if (this.#id) return this.#id;
    this.#creating ??= this.#api
      .post('/conversations')
      .then(({ id }) => this.#opened(id))
      .finally(() => {
        this.#creating = undefined;
      });
    await this.#creating;
    return this.#id;
  }

  /** @param gapless whether everything before this entry has been added, too. */
  add(entry, { gapless = false } = {}) {
    if (gapless) this.#streamedSeq = Math.max(this.#streamedSeq, entry.seq);
    if (this.#entries.has(entry.seq)) return;
    this.#entries.set(entry.seq, entry);
    this.dispatchEvent(new CustomEvent('entry', { detail: entry }));
  }

  /** Reads what came after the last gapless entry; for a stream that was away. */
  async catchUp() {
    let page;
    do {
      page = await this.#api.get(`/conversations/${this.#id}?after=${this.#streamedSeq}&limit=${PAGE}`);
      for (const entry of page.entries) this.add(entry, { gapless: true });
    } while (page.entries.length > 0 && this.#streamedSeq < page.lastSeq);
  }

  async #tryOpen(id) {
    this.#id = id;
    try {
      await this.catchUp();
    } catch (error) {
      this.#id = undefined;
      if (error instanceof Problem && [400, 401, 404, 422].includes(error.status)) return false;
      throw error;
    }
    this.#opened(id);
    return true;
  }

  async #newest() {
    try {
      return (await this.#api.get('/conversations')).items[0]?.id;
    } catch (error) {
      if (error instanceof Problem && [401, 404].includes(error.status)) return undefined;
      throw error;
    }
  }

  #opened(id) {
    this.#id = id;
    this.#storage.set(REMEMBERED, id);
    this.dispatchEvent(new CustomEvent('opened', { detail: id }));
  }
}
