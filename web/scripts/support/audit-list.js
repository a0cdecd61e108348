import { formatDateTime } from '../format.js';
import { make } from '../templates.js';

/** What staff did, for those who answer for it: page by page, and as a file. */
export class AuditList {
  #list;
  #api;

  constructor(list, api) {
    this.#list = list;
    this.#api = api;
  }

  /** Shows the newest; throws what the shop says, such as that this is not for everybody. */
  async load() {
    this.#list.replaceChildren(this.#tools());
    await this.#more();
  }

  async #more(before) {
    const { items } = await this.#api.get(`/staff/audit?limit=50${before ? `&before=${before}` : ''}`);
    this.#list.append(...items.map(rowOf));
    if (items.length < 50) return;
    const more = make('button', { class: 'button', type: 'button' }, 'Show earlier ones');
    const row = make('li', {}, more);
    more.addEventListener('click', () => {
      row.remove();
      void this.#more(items.at(-1).id);
    });
    this.#list.append(row);
  }

  /** A link could not show a token: the file is fetched, and then handed to the browser. */
  #tools() {
    const save = make('button', { class: 'button', type: 'button' }, 'Save all as CSV');
    save.addEventListener('click', async () => {
      const answer = await this.#api.open('/staff/audit.csv');
      const href = URL.createObjectURL(await answer.blob());
      make('a', { href, download: 'audit.csv' }).click();
      URL.revokeObjectURL(href);
    });
    return make('li', {}, save);
  }
}

function rowOf({ at, actor, act, subject, reason }) {
  const [kind, id = ''] = subject.split('/');
  const isCase = ['conversation', 'checkout', 'order'].includes(kind);
  const about = isCase
    ? make('a', { class: 'case__link', href: `#${subject}` }, `${kind} ${id.slice(0, 8)}`)
    : subject;
  return make(
    'li',
    { class: 'parked' },
    make('span', {}, make('strong', {}, act), ` by ${actor}`),
    make('span', {}, reason),
    make('small', {}, `${formatDateTime(at)} · `, about),
  );
}
