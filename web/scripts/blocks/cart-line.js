import { formatMoney, variantLabel } from '../format.js';
import { clone, fill, part } from '../templates.js';
import { t } from '../words.js';
import { showPicture } from './line-item.js';

const MOST = 20;
const PAUSE_MS = 500;

/** A line that can be changed. Quick taps on the stepper become one message, after a pause. */
export class CartLine {
  element = clone('line');
  #line;
  #say;
  #wanted;
  #timer;

  constructor(line, say) {
    this.#say = say;
    part(this.element, 'fewer').addEventListener('click', () => this.#step(-1));
    part(this.element, 'more').addEventListener('click', () => this.#step(1));
    part(this.element, 'remove').addEventListener('click', () => this.#remove());
    this.update(line);
  }

  update(line) {
    this.#line = line;
    this.#wanted = line.quantity;
    fill(this.element, { name: line.name, variant: variantLabel(line), price: formatMoney(line.lineTotal) });
    showPicture(this.element, line);
    const short = line.available < line.quantity;
    const warning = part(this.element, 'warning');
    warning.hidden = !short;
    warning.textContent =
      line.available === 0
        ? t('Sold out: please remove it')
        : t('Only {count} left', { count: line.available });
    const what = `${line.name}, ${variantLabel(line)}`;
    part(this.element, 'stepper').setAttribute('aria-label', t('Quantity of {what}', { what }));
    part(this.element, 'fewer').setAttribute('aria-label', t('One less of {what}', { what }));
    part(this.element, 'more').setAttribute('aria-label', t('One more of {what}', { what }));
    part(this.element, 'remove').setAttribute('aria-label', t('Remove {what}', { what }));
    part(this.element, 'controls').hidden = false;
    this.#busy(false);
    this.#showWanted();
  }

  /** Nothing can be changed here any more; the quantity stays to be read. */
  retire() {
    clearTimeout(this.#timer);
    part(this.element, 'controls').remove();
    const { quantity, unitPrice } = this.#line;
    const times = quantity > 1 ? ` · ${quantity} × ${formatMoney(unitPrice)}` : '';
    fill(this.element, { variant: variantLabel(this.#line) + times });
  }

  #step(by) {
    this.#wanted = Math.min(MOST, Math.max(1, this.#wanted + by));
    this.#showWanted();
    clearTimeout(this.#timer);
    if (this.#wanted !== this.#line.quantity) this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  #ask() {
    const { sku, name } = this.#line;
    this.#busy(true);
    const what = `${name}, ${variantLabel(this.#line)}`;
    const text = t('Make it {count} of {what}', { count: this.#wanted, what });
    this.#say(text, { type: 'change_quantity', sku, quantity: this.#wanted });
  }

  #remove() {
    clearTimeout(this.#timer);
    this.#busy(true);
    const { sku, name } = this.#line;
    this.#say(t('Remove {what}', { what: `${name}, ${variantLabel(this.#line)}` }), {
      type: 'remove_from_cart',
      sku,
    });
  }

  #busy(busy) {
    this.element.classList.toggle('line--busy', busy);
  }

  #showWanted() {
    part(this.element, 'quantity').textContent = String(this.#wanted);
    part(this.element, 'fewer').disabled = this.#wanted <= 1;
    part(this.element, 'more').disabled = this.#wanted >= Math.min(MOST, Math.max(this.#line.available, 1));
  }
}
