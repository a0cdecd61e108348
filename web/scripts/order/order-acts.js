import { Acts } from '../acts.js';

/** What a shopper can do to an order. */
export class OrderActs extends Acts {
  constructor(api, orders, keys, id) {
    super(api, orders, keys, id, 'orders');
  }

  cancel() {
    return this.act('post', 'cancellation', {});
  }

  changeAddress(address) {
    return this.act('put', 'address', address);
  }

  exchange(position, sku) {
    return this.act('post', 'exchange', { position, sku });
  }

  sendBack(lines, reason) {
    return this.act('post', 'returns', { lines, reason });
  }
}
