import { CartBlock } from './blocks/cart.js';
import { itemCount } from './format.js';
import { part } from './templates.js';
import { t } from './words.js';

/** The button in the header with its count, and the sheet it opens. */
export class CartSheet {
  #button;
  #dialog;
  #keeper;
  #block;

  constructor({ button, dialog }, keeper, shop) {
    this.#button = button;
    this.#dialog = dialog;
    this.#keeper = keeper;
    const say = (text, action) => {
      if (action.type === 'checkout') dialog.close();
      shop.say(text, action);
    };
    this.#block = new CartBlock({ cart: { lines: [], count: 0 } }, { ...shop, say });
    part(dialog, 'body').append(this.#block.element);
    part(dialog, 'close').addEventListener('click', () => dialog.close());
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    button.addEventListener('click', () => this.#open());
    keeper.addEventListener('change', () => this.#show(keeper.cart));
  }

  #open() {
    this.#dialog.showModal();
    void this.#keeper.refresh();
  }

  #show(cart) {
    this.#block.update(cart);
    const count = part(this.#button, 'count');
    count.hidden = cart.count === 0;
    count.textContent = cart.count > 99 ? '99+' : String(cart.count);
    this.#button.setAttribute(
      'aria-label',
      cart.count === 0 ? t('Cart, empty') : t('Cart {count}', { count: itemCount(cart.count) }),
    );
  }
}
