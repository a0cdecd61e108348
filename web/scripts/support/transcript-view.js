import { formatMoney, formatTime } from '../format.js';
import { personNote } from '../person-note.js';
import { clone, fill, part } from '../templates.js';
import { countOf } from './count-of.js';

/** A conversation as staff read it: who said what, with cards told in words. Entries stand in the order of `seq`. */
export class TranscriptView {
  #list;
  #seen = new Map();
  #last = 0;
  #atEnd = true;

  /** @param list stands in an element that scrolls. */
  constructor(list) {
    this.#list = list;
    const scroller = list.parentElement;
    scroller.addEventListener('scroll', () => {
      this.#atEnd = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight < 80;
    });
    // Room is taken and given by what stands below; who reads the end goes on reading it.
    const sizes = new ResizeObserver(() => this.#keepEnd());
    sizes.observe(scroller);
    sizes.observe(list);
  }

  get lastSeq() {
    return this.#last;
  }

  clear() {
    this.#seen.clear();
    this.#last = 0;
    this.#atEnd = true;
    this.#list.replaceChildren();
  }

  add(entry) {
    this.#last = Math.max(this.#last, entry.seq);
    if (this.#seen.has(entry.seq)) return;
    const element = elementOf(entry);
    this.#seen.set(entry.seq, element);
    if (!element) return;
    element.dataset.seq = entry.seq;
    const after = [...this.#list.children].find((other) => Number(other.dataset.seq) > entry.seq);
    this.#list.insertBefore(element, after ?? null);
    this.#keepEnd();
  }

  #keepEnd() {
    const scroller = this.#list.parentElement;
    if (this.#atEnd) scroller.scrollTop = scroller.scrollHeight;
  }
}

const SPEAKERS = { message: 'Shopper', reply: 'Assistant' };

function elementOf(entry) {
  const text = wordsOf(entry);
  if (!text) return undefined;
  const said = entry.kind === 'message' || entry.kind === 'reply' || entry.what === 'said';
  const element = clone(said ? 'said' : 'happened');
  fill(element, { text });
  element.dataset.kind = entry.kind;
  if (said) fill(element, { who: SPEAKERS[entry.kind] ?? entry.name });
  const time = part(element, 'at');
  time.dateTime = entry.at;
  time.textContent = formatTime(entry.at);
  return element;
}

function wordsOf(entry) {
  switch (entry.kind) {
    case 'message':
      return entry.text;
    case 'reply':
      return entry.blocks.map(blockWords).filter(Boolean).join('\n');
    case 'person':
      return entry.what === 'said' ? entry.text : personNote(entry);
    case 'checkout':
      return `Checkout: ${entry.checkout.headline}`;
    case 'order':
      return `Order ${entry.order.number}: ${entry.order.headline}`;
    default:
      return '';
  }
}

function blockWords(block) {
  switch (block.type) {
    case 'text':
    case 'notice':
      return block.text;
    case 'products':
      return block.items
        .map(({ name, price }) => `• ${name}${price ? `, ${formatMoney(price)}` : ''}`)
        .join('\n');
    case 'cart':
      return `Cart: ${countOf(block.cart.count, 'item')}`;
    case 'passage':
      return `${block.title}: ${block.text}`;
    case 'choices':
      return `[${block.choices.map(({ label }) => label).join('] [')}]`;
    default:
      return '';
  }
}
