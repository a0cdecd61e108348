import { retryDelay, waitToRetry } from './backoff.js';
import { t } from './words.js';

/** Runs the page: opens the conversation, and carries every event from where it happens to where it shows. */
export class ChatPage {
  #parts;
  #live = false;

  /** @param parts the objects of the page; see main.js. */
  constructor(parts) {
    this.#parts = parts;
    const { store, outbox, stream, cart, connection } = parts;
    store.addEventListener('entry', ({ detail }) => this.#onEntry(detail));
    store.addEventListener('opened', ({ detail }) => this.#onOpened(detail));
    outbox.addEventListener('change', ({ detail }) => this.#onPending(detail));
    outbox.addEventListener('settled', ({ detail }) => this.#onSettled(detail));
    outbox.addEventListener('answered', ({ detail }) => store.add(detail));
    stream.addEventListener('up', () => connection.report('stream', true));
    stream.addEventListener('down', () => connection.report('stream', false));
    stream.addEventListener('draft', ({ detail }) => this.#onDraft(detail));
    cart.addEventListener('change', () => parts.list.updateCart(cart.cart));
  }

  /** @param wanted the conversation named in the address, or 'new'. */
  async start(wanted) {
    const { store, outbox, scroll, list } = this.#parts;
    if (wanted !== 'new') await this.#restore(wanted);
    this.#live = true;
    outbox.restore();
    this.#showWelcome();
    if (store.id) scroll.toEnd({ instant: true });
    list.live = true;
    if (store.id) void this.#refreshCart();
  }

  say(text, action) {
    const { outbox, scroll } = this.#parts;
    outbox.send(text, action);
    scroll.toEnd();
  }

  /** Reads the conversation; keeps trying while the shop is away, and says so. */
  async #restore(wanted) {
    const { store, connection, problems, restoring } = this.#parts;
    restoring.textContent = t('Fetching your conversation…');
    for (let attempt = 0; ; attempt += 1) {
      try {
        const found = await store.open(wanted);
        if (wanted && found && store.id !== wanted)
          problems.say(t('That conversation is not here. This is your latest one.'));
        break;
      } catch (error) {
        if (!error.passing) {
          problems.show(error);
          break;
        }
        connection.report('outbox', false);
        await waitToRetry(retryDelay(attempt, { retryAfterMs: error.retryAfterMs }));
      }
    }
    connection.report('outbox', true);
    restoring.textContent = '';
  }

  #onOpened(id) {
    const { stream, newButton } = this.#parts;
    history.replaceState(null, '', `/?conversation=${id}`);
    newButton.hidden = false;
    stream.start();
  }

  #onEntry(entry) {
    const { list, checkouts, orders, outbox, cart, scroll, languageOffer } = this.#parts;
    const wasAtEnd = scroll.atEnd;
    if (entry.kind === 'checkout') checkouts.put(entry.checkout);
    if (entry.kind === 'order') orders.put(entry.order);
    if (entry.kind === 'reply' && entry.inReplyTo) outbox.settle(entry.inReplyTo, entry);
    const element = list.addEntry(entry);
    if (entry.kind === 'reply') cart.heard(entry, { live: this.#live });
    if (!this.#live) return;
    if (entry.kind === 'reply') languageOffer.heard(entry);
    this.#refresh();
    if (element) scroll.added(element, wasAtEnd);
  }

  #onDraft(draft) {
    const { draftLine, scroll } = this.#parts;
    const wasAtEnd = scroll.atEnd;
    if (draftLine.show(draft) && wasAtEnd && this.#live) scroll.toEnd();
  }

  #onPending({ message, error }) {
    const { list, connection, problems, cart, scroll } = this.#parts;
    const wasAtEnd = scroll.atEnd;
    list.showPending(message);
    if (wasAtEnd && this.#live) scroll.toEnd();
    connection.report('outbox', message.state !== 'waiting');
    if (error?.status >= 500 && error.status !== 503) problems.show(error);
    if (message.state === 'failed') cart.refreshSoon();
    this.#refresh();
  }

  #onSettled({ message, reply }) {
    const { list, connection } = this.#parts;
    if (reply) list.settle(message.messageId, reply);
    else list.drop(message.messageId);
    connection.report('outbox', true);
    this.#refresh();
  }

  #refresh() {
    this.#showWelcome();
    this.#parts.typing.refresh();
  }

  #showWelcome() {
    const { store, outbox, welcome } = this.#parts;
    welcome.hidden = !this.#live || store.entries.length > 0 || outbox.messages.length > 0;
  }

  async #refreshCart() {
    try {
      await this.#parts.cart.refresh();
    } catch (error) {
      this.#parts.problems.show(error);
    }
  }
}
