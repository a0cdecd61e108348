import { renderBlock } from './blocks/index.js';
import { formatDateTime } from './format.js';
import { personNote } from './person-note.js';
import { clone, fill, part } from './templates.js';
import { t } from './words.js';

const STATUS = {
  queued: 'Waiting',
  sending: 'Sending',
  slow: 'The shop is busy; still trying',
  waiting: 'Waiting for connection',
};

/**
 * The conversation as a list. Entries stand in the order of their `seq`; messages not yet acknowledged
 * stand at the end and slip into place when their entry arrives.
 */
export class MessageList {
  #log;
  #shop;
  #callbacks;
  #places = new Map();
  #pending = new Map();
  #liveCart;
  #live = false;

  /** @param callbacks `edit(message)` and `remove(message)` for a message the shop refused. */
  constructor(log, shop, callbacks) {
    this.#log = log;
    this.#shop = shop;
    this.#callbacks = callbacks;
  }

  /** Whether the past has been laid out and what comes now is news, to be read aloud and scrolled to. */
  get live() {
    return this.#live;
  }

  set live(live) {
    this.#live = live;
    this.#log.closest('[role=log]').setAttribute('aria-busy', String(!live));
  }

  /** Shows an entry; returns its element, or undefined when it has none of its own. */
  addEntry(entry) {
    if (entry.kind === 'message') return this.#addMessage(entry);
    if (entry.kind === 'reply' && entry.blocks.length > 0) return this.#addReply(entry);
    if (entry.kind === 'person') return this.#addPerson(entry);
    return undefined;
  }

  /** Shows a message of the outbox, or what became of it. */
  showPending(message) {
    const element = this.#pending.get(message.messageId) ?? this.#addPending(message);
    element.dataset.state = message.state;
    const status = part(element, 'status');
    status.textContent = t(STATUS[message.state] ?? '');
    status.hidden = !status.textContent;
    part(element, 'failure').hidden = message.state !== 'failed';
    part(element, 'detail').textContent = message.detail ?? '';
    return element;
  }

  /** The message was answered: it stands just before its reply until its own entry arrives. */
  settle(messageId, reply) {
    const element = this.#pending.get(messageId);
    if (!element) return;
    element.dataset.state = 'sent';
    part(element, 'status').hidden = true;
    if (reply && this.#log.contains(element)) this.#place(element, reply.seq - 0.5);
  }

  /** Takes a message off the page, for good. */
  drop(messageId) {
    this.#pending.get(messageId)?.remove();
    this.#pending.delete(messageId);
  }

  #addMessage(entry) {
    const element = this.#pending.get(entry.messageId) ?? this.#messageElement(entry);
    this.#pending.delete(entry.messageId);
    element.dataset.state = 'sent';
    part(element, 'status').hidden = true;
    element.title = formatDateTime(entry.at);
    this.#place(element, entry.seq);
    return element;
  }

  #addPending(message) {
    const element = this.#messageElement(message);
    part(element, 'edit').addEventListener('click', () => this.#callbacks.edit(message));
    part(element, 'remove').addEventListener('click', () => this.#callbacks.remove(message));
    this.#pending.set(message.messageId, element);
    this.#place(element, Number.MAX_SAFE_INTEGER - 1e15 + message.order);
    return element;
  }

  #messageElement(message) {
    const element = fill(clone('message'), { text: message.text });
    element.dataset.messageId = message.messageId;
    return element;
  }

  #addReply(entry) {
    const element = clone('reply');
    part(element, 'speaker').textContent = `${this.#shop.name}: `;
    for (const block of entry.blocks) {
      const rendered = renderBlock(block, this.#shop, entry);
      if (!rendered) continue;
      element.append(rendered.element);
      if (block.type === 'cart') this.#retireCart(entry.seq, rendered);
    }
    this.#place(element, entry.seq);
    return element;
  }

  #addPerson(entry) {
    const { name, what, text } = entry;
    const element =
      what === 'said'
        ? fill(clone('person'), { name, text })
        : fill(clone('person-note'), { text: personNote(entry) });
    this.#place(element, entry.seq);
    return element;
  }

  /** The newest cart shows the cart of now; one that an order took is a memory of what was in it. */
  updateCart(cart) {
    if (cart.count > 0) this.#liveCart?.block.update(cart);
    else this.#liveCart?.block.retire();
  }

  /** Only the newest cart can be changed; an older one shows what was. */
  #retireCart(seq, block) {
    const [older, newer] =
      this.#liveCart && this.#liveCart.seq > seq
        ? [{ seq, block }, this.#liveCart]
        : [this.#liveCart, { seq, block }];
    older?.block.retire();
    this.#liveCart = newer;
  }

  /** Entries mostly come in order, so the place is looked for from the end. */
  #place(element, position) {
    this.#places.set(element, position);
    let before = null;
    for (let other = this.#log.lastElementChild; other; other = other.previousElementSibling) {
      if (other === element) continue;
      if (this.#places.get(other) <= position) break;
      before = other;
    }
    if (element.parentNode !== this.#log || element.nextElementSibling !== before)
      this.#log.insertBefore(element, before);
  }
}
