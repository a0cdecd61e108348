import { Acts } from '../acts.js';

/** What a shopper can do to a checkout. */
export class CheckoutActs extends Acts {
  constructor(api, checkouts, keys, id) {
    super(api, checkouts, keys, id, 'checkouts');
  }

  setAddress(address) {
    return this.act('put', 'address', address);
  }

  /** Without an answer that arrives, the shop does not write: a failure is nothing to stop for. */
  async answerMailConsent(answer) {
    await this.send('put', 'mail-consent', answer).catch(() => {});
  }

  chooseShipping(optionId) {
    return this.act('put', 'shipping', { optionId });
  }

  choosePayment(optionId) {
    return this.act('put', 'payment-option', { optionId });
  }

  applyCode(code) {
    return this.act('put', 'promotion-code', { code });
  }

  removeCode() {
    return this.act('delete', 'promotion-code');
  }

  setGiftMessage(message) {
    return this.act('put', 'gift-message', { message });
  }

  removeGiftMessage() {
    return this.act('delete', 'gift-message');
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
