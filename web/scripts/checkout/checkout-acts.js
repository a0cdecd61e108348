import { Acts } from '../acts.js';

/** What a shopper can do to a checkout. */
export class CheckoutActs extends Acts {
  constructor(api, checkouts, keys, id) {
    super(api, checkouts, keys, id, 'checkouts');
  }

  setAddress(address) {
    return this.act('put', 'address', address);
  }

  chooseShipping(optionId) {
    return this.act('put', 'shipping', { optionId });
  }

  choosePayment(optionId) {
    return this.act('put', 'payment-option', { optionId });
  }

  /** @param quotedTotal what the shopper saw; the shop refuses to charge anything else. */
  pay(paymentMethod, quotedTotal) {
    return this.act('post', 'payment', { paymentMethod, quotedTotal });
  }

  acceptChanges() {
    return this.act('post', 'changes-accepted', {});
  }

  cancel() {
    return this.act('post', 'cancellation', {});
  }
}
