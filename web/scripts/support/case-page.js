import { lineElement } from '../blocks/line-item.js';
import { formatDateTime } from '../format.js';
import { make } from '../templates.js';
import { EraseBox } from './erase-box.js';
import { LeaseLine } from './lease-line.js';
import { OrderCase } from './order-case.js';
import { StaffEvents } from './staff-events.js';
import { StalledCase } from './stalled-case.js';
import { TalkBox } from './talk-box.js';
import { TimelineView } from './timeline-view.js';
import { TranscriptView } from './transcript-view.js';

const SETTLE_MS = 250;

/** The case that is open: its conversation in the middle, and beside it what came of it and what can be done. */
export class CasePage {
  #parts;
  #shop;
  #transcript;
  #timeline;
  #talk;
  #lease;
  #erase;
  #key;
  #events;
  #cards = new Map();
  #timer;

  /** @param parts elements by name. @param shop `api`, `acts`, `session`, `temporalUiUrl`, `refused()`, `acted()`. */
  constructor(parts, shop) {
    this.#parts = parts;
    this.#shop = shop;
    const changed = () => this.refresh();
    this.#transcript = new TranscriptView(parts.transcript);
    this.#timeline = new TimelineView(parts.timeline, shop.api);
    this.#talk = new TalkBox(parts.talk, shop, changed);
    this.#lease = new LeaseLine(parts.lease, shop, changed);
    this.#erase = new EraseBox(parts.erase, shop);
    for (const button of parts.tabs.querySelectorAll('button'))
      button.addEventListener('click', () => this.#choose(button.value));
    parts.notes.addEventListener('submit', (event) => this.#addNote(event));
    void this.#talk.offerReplies().catch(() => {});
  }

  get key() {
    return this.#key;
  }

  /** Shows a case; what is written for another one is gone. */
  async open(kind, id) {
    this.close();
    this.#key = `${kind}/${id}`;
    this.#choose('talk');
    const file = await this.#read();
    if (!file) return;
    this.#parts.empty.hidden = true;
    this.#parts.talkPane.hidden = false;
    this.#parts.factsPane.hidden = false;
    for (const entry of file.entries) this.#transcript.add(entry);
    this.#show(file);
    this.#follow(file.conversationId);
  }

  close() {
    this.#events?.stop();
    this.#lease.stop();
    clearTimeout(this.#timer);
    this.#key = undefined;
    this.#transcript.clear();
    this.#cards.clear();
    this.#parts.cards.replaceChildren();
  }

  /** Reads the case again. */
  async refresh() {
    if (!this.#key) return;
    const file = await this.#read();
    if (file) this.#show(file);
  }

  refreshSoon() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.refresh(), SETTLE_MS);
  }

  async #read() {
    const key = this.#key;
    try {
      const file = await this.#shop.api.get(
        `/staff/cases/${key}?as=${encodeURIComponent(this.#shop.session.name)}`,
      );
      return key === this.#key ? file : undefined;
    } catch (error) {
      this.#parts.problems.show(error);
      return undefined;
    }
  }

  #follow(conversationId) {
    const as = encodeURIComponent(this.#shop.session.name);
    this.#events = new StaffEvents(
      this.#shop.api,
      () => `/staff/conversations/${conversationId}/events?as=${as}&after=${this.#transcript.lastSeq}`,
    );
    this.#events.addEventListener('entry', ({ detail }) => {
      this.#transcript.add(detail);
      this.refreshSoon();
    });
    this.#events.addEventListener('refused', () => this.#shop.refused());
    this.#events.start();
  }

  #show(file) {
    this.#parts.title.textContent = titleOf(file);
    this.#parts.started.textContent = `The conversation began on ${formatDateTime(file.startedAt)}`;
    this.#talk.show(file);
    this.#lease.show(this.#key, file);
    this.#erase.show(this.#key);
    this.#showCards(file);
    this.#showCart(file.cart);
    this.#showNotes(file.notes);
    this.#showWorkflows(file.workflows);
  }

  /** What can be acted on: the checkout or order that the case is about first, then others of the conversation. */
  #showCards({ kind, id, checkouts, orders }) {
    const shown = [
      ...checkouts
        .filter((one) => one.state === 'stalled' || (kind === 'checkout' && one.id === id))
        .map((one) => ['checkout', one]),
      ...orders.map((one) => ['order', one]),
    ].sort(([, a], [, b]) => Number(b.id === id) - Number(a.id === id));
    const keys = new Set(shown.map(([what, one]) => `${what}/${one.id}`));
    for (const [key, card] of this.#cards) {
      if (keys.has(key)) continue;
      card.element.remove();
      this.#cards.delete(key);
    }
    for (const [what, one] of shown) {
      const card = this.#cards.get(`${what}/${one.id}`);
      if (card) card.update(one);
      else this.#addCard(what, one);
    }
  }

  #addCard(what, one) {
    const { session, temporalUiUrl } = this.#shop;
    const card =
      what === 'order'
        ? new OrderCase(one, {
            session,
            act: (path, body) => this.#act(`/staff/orders/${one.id}/${path}`, body),
          })
        : new StalledCase(one, {
            session,
            temporalUiUrl,
            act: (id, body) => this.#act(`/staff/checkouts/${id}/acts`, body),
          });
    this.#cards.set(`${what}/${one.id}`, card);
    this.#parts.cards.append(card.element);
  }

  async #act(path, body) {
    await this.#shop.acts.post(path, body);
    await this.refresh();
    this.#shop.acted();
  }

  #showCart(cart) {
    this.#parts.cart.hidden = cart.count === 0;
    this.#parts.cartLines.replaceChildren(...cart.lines.map(lineElement));
  }

  #showNotes(notes) {
    this.#parts.noteList.replaceChildren(
      ...notes.map(({ author, at, text }) =>
        make(
          'li',
          { class: 'note' },
          make('p', {}, text),
          make('small', {}, `${author}, ${formatDateTime(at)}`),
        ),
      ),
    );
  }

  #showWorkflows(workflows) {
    const base = this.#shop.temporalUiUrl;
    this.#parts.workflows.hidden = !base;
    if (!base) return;
    const links = workflows.map((workflow) => {
      const path = `namespaces/default/workflows/${encodeURIComponent(workflow)}`;
      const href = new URL(path, `${base.replace(/\/$/, '')}/`).href;
      return make(
        'li',
        {},
        make('a', { class: 'case__link', href, target: '_blank', rel: 'noreferrer' }, workflow.slice(0, 24)),
      );
    });
    this.#parts.workflowList.replaceChildren(...links);
  }

  async #addNote(event) {
    event.preventDefault();
    const field = event.target.elements.namedItem('text');
    const text = field.value.trim();
    if (!text) return;
    try {
      const body = { by: this.#shop.session.name, text };
      this.#showNotes((await this.#shop.api.post(`/staff/cases/${this.#key}/notes`, body)).items);
      field.value = '';
    } catch (error) {
      this.#parts.problems.show(error);
    }
  }

  #choose(tab) {
    for (const button of this.#parts.tabs.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.value === tab));
    this.#parts.talkView.hidden = tab !== 'talk';
    this.#parts.timelineView.hidden = tab !== 'timeline';
    if (tab === 'timeline') this.#timeline.load(this.#key).catch((error) => this.#parts.problems.show(error));
  }
}

function titleOf({ kind, id, checkouts, orders, wantedSince }) {
  if (kind === 'order') return `Order ${orders.find((one) => one.id === id)?.number ?? ''}`;
  if (kind === 'checkout') return checkouts.find((one) => one.id === id)?.stalled?.words ?? 'Checkout';
  return wantedSince ? 'The shopper asks for a person' : 'Conversation';
}
