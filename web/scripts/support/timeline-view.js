import { formatDateTime, formatTime } from '../format.js';
import { clone, fill, part } from '../templates.js';

const SOURCES = {
  chat: 'Chat',
  state: 'State',
  workflow: 'Workflow',
  payment: 'Payment',
  webhook: 'Webhook',
  mail: 'Mail',
  staff: 'Staff',
  note: 'Note',
};

/** Everything that is known to have happened, in order; the newest is in sight. */
export class TimelineView {
  #list;
  #api;

  constructor(list, api) {
    this.#list = list;
    this.#api = api;
  }

  /** Reads it anew. @param key `kind/id` */
  async load(key) {
    const { items } = await this.#api.get(`/staff/cases/${key}/timeline`);
    this.#list.replaceChildren(...items.map(elementOf));
    const scroller = this.#list.parentElement;
    scroller.scrollTop = scroller.scrollHeight;
  }
}

function elementOf({ at, source, title, detail, by, isTrouble }) {
  const element = fill(clone('event'), {
    source: SOURCES[source] ?? source,
    title,
    detail: [detail, by && `by ${by}`].filter(Boolean).join(' · '),
  });
  element.dataset.source = source;
  if (isTrouble) element.dataset.trouble = 'true';
  const time = part(element, 'at');
  time.dateTime = at;
  time.title = formatDateTime(at);
  time.textContent = formatTime(at);
  return element;
}
