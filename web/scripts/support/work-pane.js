import { make } from '../templates.js';
import { AuditList } from './audit-list.js';
import { countOf } from './count-of.js';
import { StaffEvents } from './staff-events.js';
import { WorkList } from './work-list.js';

const EVERY_MS = 10_000;

/** The left pane: what waits, orders at a stage, mail that was put aside, the audit log, and what was looked for. */
export class WorkPane {
  #parts;
  #api;
  #acts;
  #session;
  #list;
  #events;
  #audit;
  #queue = [];
  #view = 'queue';
  #timer;

  /** @param parts elements by name. @param callbacks `open(kind, id)`, `queue()` after each change, `refused()`. */
  constructor(parts, { api, acts, session }, callbacks) {
    this.#parts = parts;
    this.#api = api;
    this.#acts = acts;
    this.#session = session;
    this.#list = new WorkList(parts.list, callbacks.open);
    this.#audit = new AuditList(parts.audit, api);
    for (const button of parts.views.querySelectorAll('button'))
      button.addEventListener('click', () => this.#choose(button.value));
    parts.stage.addEventListener('change', () => this.#look());
    parts.search.addEventListener('submit', (event) => this.#search(event));
    this.#events = new StaffEvents(api, () => `/staff/queue/events?as=${encodeURIComponent(session.name)}`);
    this.#events.addEventListener('queue', ({ detail }) => {
      this.#queue = detail.items;
      this.#parts.count.textContent = String(detail.items.length || '');
      if (this.#view === 'queue') this.#showQueue();
      callbacks.queue();
    });
    this.#events.addEventListener('down', () => this.#say('Not connected. Trying again…'));
    this.#events.addEventListener('refused', callbacks.refused);
    this.#events.start();
  }

  stop() {
    this.#events.stop();
    clearTimeout(this.#timer);
  }

  mark(key) {
    this.#list.mark(key);
  }

  /** Looks again at what is no stream. */
  refresh() {
    if (this.#view === 'orders') void this.#look();
  }

  #choose(view) {
    this.#view = view;
    for (const button of this.#parts.views.querySelectorAll('button'))
      button.setAttribute('aria-pressed', String(button.value === view));
    this.#parts.stages.hidden = view !== 'orders';
    this.#parts.list.hidden = view === 'mail' || view === 'audit';
    this.#parts.audit.hidden = view !== 'audit';
    this.#parts.mail.hidden = view !== 'mail';
    this.#say('');
    if (view === 'queue') this.#showQueue();
    else void this.#look();
  }

  #showQueue() {
    this.#list.show(this.#queue.map((item) => ({ ...item, words: item.reason })));
    const count = this.#queue.length;
    this.#say(
      count > 0 ? `${countOf(count, 'case')} waiting, the longest first` : 'Nothing waits for a person.',
    );
  }

  async #look() {
    clearTimeout(this.#timer);
    const view = this.#view;
    try {
      if (view === 'orders') await this.#showOrders();
      if (view === 'mail') await this.#showMail();
      if (view === 'audit') await this.#audit.load();
    } catch (error) {
      this.#say(error.message);
    }
    if (view === this.#view && view === 'orders') this.#timer = setTimeout(() => this.#look(), EVERY_MS);
  }

  async #showOrders() {
    const stage = this.#parts.stage.value;
    const { items } = await this.#api.get(`/staff/orders?stage=${stage}`);
    if (this.#view !== 'orders' || stage !== this.#parts.stage.value) return;
    const rows = items.map(({ id, number, headline, placedAt, totals, stalled }) => ({
      kind: 'order',
      id,
      title: `Order ${number}`,
      words: stalled ? `Needs a person: ${stalled.tried}` : headline,
      since: placedAt,
      amount: totals.total,
    }));
    this.#list.show(rows);
    this.#say(rows.length > 0 ? countOf(rows.length, 'order') : 'No order is there.');
  }

  async #showMail(items) {
    const parked = items ?? (await this.#api.get('/staff/mail/parked')).items;
    this.#say(
      parked.length > 0 ? `${countOf(parked.length, 'mail')} could not be sent` : 'No mail was put aside.',
    );
    this.#parts.mail.replaceChildren(...parked.map((mail) => this.#mailRow(mail)));
  }

  #mailRow({ id, topic, error, attempts }) {
    const again = make('button', { class: 'button button--small', type: 'button' }, 'Send again');
    again.addEventListener('click', async () => {
      again.disabled = true;
      try {
        const body = { by: this.#session.name, reason: 'what kept it from being sent is mended' };
        await this.#showMail((await this.#acts.post(`/staff/mail/${id}/sending`, body)).items);
      } catch (failure) {
        again.disabled = false;
        this.#say(failure.message);
      }
    });
    const words = make(
      'span',
      {},
      make('strong', {}, topic),
      ` · ${countOf(attempts, 'try', 'tries')} · ${error ?? ''}`,
    );
    return make('li', { class: 'parked' }, words, again);
  }

  async #search(event) {
    event.preventDefault();
    const words = new FormData(this.#parts.search).get('words').trim();
    if (!words) return;
    this.#choose('found');
    try {
      const { items } = await this.#api.post('/staff/search', { words });
      this.#list.show(items.map(({ title, at, ...hit }) => ({ ...hit, title, words: '', since: at })));
      this.#say(
        items.length > 0
          ? `${items.length} found`
          : 'Nothing was found. Try an order number, a mail address or an id.',
      );
    } catch (error) {
      this.#say(error.message);
    }
  }

  /** Saying the same again would have it read aloud again. */
  #say(text) {
    if (this.#parts.status.textContent !== text) this.#parts.status.textContent = text;
  }
}
