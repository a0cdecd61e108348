import { addressLines, countryName, formatDateTime, formatDays } from '../format.js';
import { OrderActs } from '../order/order-acts.js';
import { orderNews } from '../order/order-news.js';
import { addressPanel, cancelPanel, exchangePanel, returnPanel } from '../order/order-panels.js';
import { inOurWords } from '../shop-sentences.js';
import { clone, fill, make, part } from '../templates.js';
import { t } from '../words.js';
import { lineElement } from './line-item.js';
import { totalsTable } from './totals.js';

const PANELS = {
  cancel: ['Cancel', cancelPanel],
  change_address: ['Change the address', addressPanel],
  exchange: ['Swap size or colour', exchangePanel],
  return: ['Send something back', returnPanel],
};
/** The card that is live for each order: a later block takes over from an earlier one. */
const live = new Map();

/** An order: receipt, where it stands, and what can be done. Follows every change; prints on a page of its own. */
export class OrderBlock {
  element = clone('order');
  #shop;
  #order;
  #acts;

  constructor({ order }, shop) {
    this.#shop = shop;
    this.#acts = new OrderActs(shop.api, shop.orders, shop.keys, order.id);
    part(this.element, 'print').addEventListener('click', () => this.#print());
    live.get(order.id)?.retire();
    live.set(order.id, this);
    shop.orders.addEventListener(order.id, this.#onOrder);
    shop.orders.put(order);
    this.#show(shop.orders.get(order.id) ?? order);
  }

  /** An older card of the same order shows what was, and offers nothing. */
  retire() {
    this.#shop.orders.removeEventListener(this.#order.id, this.#onOrder);
    this.#closePanel();
    part(this.element, 'acts').hidden = true;
  }

  #onOrder = ({ detail }) => this.#show(detail);

  #show(order) {
    const offered = this.#order?.acts.join();
    this.#order = order;
    const { address, shipping } = order;
    fill(this.element, {
      thanks:
        order.stage === 'placed'
          ? t('Thank you, {name}', { name: address.name.split(' ')[0] })
          : inOurWords(order.headline),
      number: order.number,
      date: formatDateTime(order.placedAt),
      shipping: `${t(shipping.label)}, ${formatDays(shipping.days)}`,
      email: address.email,
    });
    const lines = addressLines(address, countryName(address.country));
    part(this.element, 'address').replaceChildren(
      ...lines.map((line) => make('span', { class: 'receipt__line' }, line)),
    );
    part(this.element, 'lines').replaceChildren(...order.lines.map(lineElement));
    part(this.element, 'totals').replaceChildren(totalsTable(order.totals, { code: order.promotionCode }));
    part(this.element, 'gift').hidden = !order.giftMessage;
    part(this.element, 'gift-message').textContent = order.giftMessage ?? '';
    const news = orderNews(order, (id) => this.#shop.api.url(`/orders/${order.id}/returns/${id}/label`));
    part(this.element, 'news').replaceChildren(...news);
    part(this.element, 'news').hidden = news.length === 0;
    if (order.acts.join() !== offered) this.#offer(order.acts);
  }

  #offer(acts) {
    this.#closePanel();
    const buttons = acts.flatMap((act) => {
      if (!Object.hasOwn(PANELS, act)) return [];
      const [label, panel] = PANELS[act];
      const button = make('button', { class: 'button', type: 'button' }, t(label));
      button.addEventListener('click', () => this.#openPanel(panel));
      return [button];
    });
    part(this.element, 'acts').replaceChildren(...buttons);
  }

  #openPanel(panel) {
    const done = async (acted) => {
      this.#complain('');
      try {
        await acted;
        this.#closePanel();
      } catch (error) {
        this.#complain(error.errors?.[0]?.detail ?? error.message);
      }
    };
    const content = panel({ order: this.#order, acts: this.#acts, shop: this.#shop, done });
    part(this.element, 'panel').replaceChildren(content);
    part(this.element, 'acts').hidden = true;
  }

  #closePanel() {
    part(this.element, 'panel').replaceChildren();
    part(this.element, 'acts').hidden = live.get(this.#order.id) !== this;
    this.#complain('');
  }

  #complain(text) {
    const place = part(this.element, 'error');
    place.textContent = text;
    place.hidden = !text;
  }

  /** The print style sheet shows this receipt alone. */
  #print() {
    this.element.classList.add('is-printing');
    addEventListener('afterprint', () => this.element.classList.remove('is-printing'), { once: true });
    print();
  }
}
