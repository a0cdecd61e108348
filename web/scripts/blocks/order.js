import { addressLines, formatDateTime, formatDays } from '../format.js';
import { clone, fill, make, part } from '../templates.js';
import { lineElement } from './line-item.js';
import { totalsTable } from './totals.js';

/** The receipt of an order; prints on a page of its own. */
export class OrderBlock {
  element = clone('order');

  constructor({ order }, shop) {
    const { address, shipping } = order;
    fill(this.element, {
      to: `, ${address.name.split(' ')[0]}`,
      number: order.number,
      date: formatDateTime(order.placedAt),
      shipping: `${shipping.label}, ${formatDays(shipping.days)}`,
      email: address.email,
    });
    const lines = addressLines(address, shop.countryName(address.country));
    part(this.element, 'address').append(
      ...lines.map((line) => make('span', { class: 'receipt__line' }, line)),
    );
    part(this.element, 'lines').append(...order.lines.map(lineElement));
    part(this.element, 'totals').append(totalsTable(order.totals, { code: order.promotionCode }));
    part(this.element, 'gift').hidden = !order.giftMessage;
    part(this.element, 'gift-message').textContent = order.giftMessage ?? '';
    part(this.element, 'print').addEventListener('click', () => this.#print());
  }

  /** The print style sheet shows this receipt alone. */
  #print() {
    this.element.classList.add('is-printing');
    addEventListener('afterprint', () => this.element.classList.remove('is-printing'), { once: true });
    print();
  }
}
