import { retryDelay, waitToRetry } from '../backoff.js';

const TRIES = 8;

/**
 * What a shopper can do to a checkout, over HTTP. A request whose answer was lost is sent again with the
 * same key; each resolves to the checkout's new view, already handed to `checkouts`.
 */
export class CheckoutActs {
  #api;
  #checkouts;
  #keys;
  #id;

  constructor(api, checkouts, keys, id) {
    this.#api = api;
    this.#checkouts = checkouts;
    this.#keys = keys;
    this.#id = id;
  }

  setAddress(address) {
    return this.#act('put', 'address', address);
  }

  /** Without an answer that arrives, the shop does not write: a failure is nothing to stop for. */
  async answerMailConsent(answer) {
    await this.#persistently(() => this.#api.put(`/checkouts/${this.#id}/mail-consent`, answer)).catch(
      () => {},
    );
  }

  chooseShipping(optionId) {
    return this.#act('put', 'shipping', { optionId });
  }

  choosePayment(optionId) {
    return this.#act('put', 'payment-option', { optionId });
  }

  applyCode(code) {
    return this.#act('put', 'promotion-code', { code });
  }

  removeCode() {
    return this.#act('delete', 'promotion-code');
  }

  setGiftMessage(message) {
    return this.#act('put', 'gift-message', { message });
  }

  removeGiftMessage() {
    return this.#act('delete', 'gift-message');
  }

  /** @param quotedTotal what the shopper saw; the shop refuses to charge anything else. */
  pay(paymentMethod, quotedTotal) {
    return this.#act('post', 'payment', { paymentMethod, quotedTotal });
  }

  acceptChanges() {
    return this.#act('post', 'changes-accepted', {});
  }

  cancel() {
    return this.#act('post', 'cancellation', {});
  }

  async #act(method, what, body) {
    const name = `${what}.${this.#id}`;
    const key = this.#keys.keyFor(name, body);
    try {
      const view = await this.#persistently(() =>
        this.#api[method](`/checkouts/${this.#id}/${what}`, body, key),
      );
      this.#keys.answered(name);
      this.#checkouts.put(view);
      return view;
    } catch (error) {
      if (!error.passing) this.#keys.answered(name);
      if (error.status === 409) await this.#checkouts.fetch(this.#id).catch(() => {});
      throw error;
    }
  }

  async #persistently(request) {
    for (let attempt = 0; ; attempt += 1) {
      try {
        return await request();
      } catch (error) {
        if (!error.passing || attempt >= TRIES) throw error;
        await waitToRetry(retryDelay(attempt, { retryAfterMs: error.retryAfterMs, maxMs: 8000 }));
      }
    }
  }
}
