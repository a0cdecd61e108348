import { formatDateTime, formatMoney } from '../format.js';
import { clone, fill, part } from '../templates.js';
import { formatAge } from './format-age.js';

const KINDS = { conversation: 'Conversation', checkout: 'Checkout', order: 'Order' };

/** A list of cases to open: what waits, what was found, or orders at a stage. Rows that stay keep the focus. */
export class WorkList {
  #list;
  #open;
  #rows = new Map();
  #current;

  /** @param open(kind, id) shows a case. */
  constructor(list, open) {
    this.#list = list;
    this.#open = open;
    list.addEventListener('keydown', (event) => this.#onKey(event));
    setInterval(() => this.#showAges(), 30_000);
  }

  /** @param items `{kind, id, title, words, since, amount?, lease?, person?}` */
  show(items) {
    const kept = new Map();
    for (const item of items) {
      const key = `${item.kind}/${item.id}`;
      const row = this.#rows.get(key) ?? this.#make(item);
      kept.set(key, row);
      this.#fill(row, item);
    }
    for (const [key, row] of this.#rows) if (!kept.has(key)) row.remove();
    this.#rows = kept;
    [...kept.values()].forEach((row, index) => {
      if (this.#list.children[index] !== row)
        this.#list.insertBefore(row, this.#list.children[index] ?? null);
    });
    this.mark(this.#current);
  }

  /** Shows which case is open. @param key `kind/id` */
  mark(key) {
    this.#current = key;
    for (const [other, row] of this.#rows)
      row.firstElementChild.setAttribute('aria-current', String(other === key));
  }

  #make({ kind, id }) {
    const row = clone('work');
    row.firstElementChild.addEventListener('click', () => this.#open(kind, id));
    return row;
  }

  #fill(row, { kind, title, words, since, amount, lease, person }) {
    const who = person ?? lease;
    const whose = who && (who.isYou || who.isYours ? 'you' : who.name);
    fill(row, {
      kind: title ?? KINDS[kind],
      reason: words,
      amount: amount ? formatMoney(amount) : '',
      who: whose ? (person ? `${whose} · speaking` : whose) : '',
    });
    part(row, 'who').hidden = !whose;
    part(row, 'who').dataset.mine = String(whose === 'you');
    const time = part(row, 'since');
    time.dateTime = since;
    time.title = formatDateTime(since);
    time.textContent = formatAge(since);
  }

  #showAges() {
    for (const row of this.#rows.values()) {
      const time = part(row, 'since');
      time.textContent = formatAge(time.dateTime);
    }
  }

  /** Up and down go through the list. */
  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.#list.querySelectorAll('button')];
    const next = buttons[buttons.indexOf(document.activeElement) + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}
