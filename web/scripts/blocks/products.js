import { clone, part } from '../templates.js';
import { tn } from '../words.js';
import { ProductCard } from './product-card.js';

/** Products side by side: a row to swipe on a phone, a grid where there is room. */
export class ProductsBlock {
  element = clone('products');

  constructor({ items }, shop) {
    const list = part(this.element, 'list');
    list.append(...items.map((item) => new ProductCard(item, shop).element));
    list.setAttribute('aria-label', tn(items.length, '{count} product', '{count} products'));
    list.classList.toggle('products__list--single', items.length === 1);
  }
}
