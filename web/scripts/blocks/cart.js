import { formatMoney } from '../format.js';
import { clone, part } from '../templates.js';
import { t } from '../words.js';
import { CartLine } from './cart-line.js';

/** The cart. Lines are updated in place, so that a finger or the focus on one stays where it is. */
export class CartBlock {
  element = clone('cart');
  #shop;
  #lines = new Map();
  #past = false;

  constructor({ cart }, shop) {
    this.#shop = shop;
    part(this.element, 'checkout').addEventListener('click', () =>
      shop.say(t('Check out'), { type: 'checkout' }),
    );
    this.update(cart);
  }

  update(cart) {
    if (this.#past) return;
    const list = part(this.element, 'lines');
    const kept = new Set(cart.lines.map(({ sku }) => sku));
    for (const [sku, line] of this.#lines) {
      if (kept.has(sku)) continue;
      line.element.remove();
      this.#lines.delete(sku);
    }
    cart.lines.forEach((line, index) => {
      const shown = this.#lines.get(line.sku);
      if (shown) shown.update(line);
      else this.#lines.set(line.sku, new CartLine(line, this.#shop.say));
      const { element } = this.#lines.get(line.sku);
      if (list.children[index] !== element) list.insertBefore(element, list.children[index] ?? null);
    });
    part(this.element, 'empty').hidden = cart.lines.length > 0;
    part(this.element, 'foot').hidden = cart.lines.length === 0;
    if (cart.subtotal) part(this.element, 'subtotal').textContent = formatMoney(cart.subtotal);
  }

  /** A newer cart stands below: this one is a memory. */
  retire() {
    if (this.#past) return;
    this.#past = true;
    this.element.classList.add('is-past');
    for (const line of this.#lines.values()) line.retire();
    part(this.element, 'checkout').hidden = true;
  }
}
