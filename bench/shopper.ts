import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Action, Block, CheckoutId, CheckoutState, CheckoutView, ProductCard } from '../domain/index.js';
import { requestFrom, requestFromAnywhere } from './request-from.js';

const ADDRESS = {
  name: 'Ada Lovelace',
  email: 'ada@shop.example',
  line1: '12 Analytical Way',
  city: 'San Francisco',
  region: 'CA',
  postalCode: '94103',
  country: 'US',
};

/** A shopper who talks to the shop over HTTP, as the page does. */
export class BenchShopper {
  #url: string;
  readonly #request: typeof requestFromAnywhere;
  #cookie = '';
  #conversation = '';

  /** @param from one of this machine's addresses to come from. */
  constructor(url: string, from?: string) {
    this.#url = url;
    this.#request = from ? requestFrom(from) : requestFromAnywhere;
  }

  /** Goes on at another api of the same shop. */
  goTo(url: string): void {
    this.#url = url;
  }

  async open(): Promise<void> {
    const { id } = await this.#post<{ id: string }>('/v1/conversations', {});
    this.#conversation = id;
  }

  /** The conversations of this shopper; no turn. */
  async list(): Promise<void> {
    await this.#ask('GET', '/v1/conversations');
  }

  /** One turn; returns what the shop replied. With the same id it may be said again, and is taken once. */
  async say(text: string, action?: Action, messageId: string = randomUUID()): Promise<Block[]> {
    const message = { messageId, text, action };
    const { reply } = await this.#post<{ reply: { blocks: Block[] } }>(
      `/v1/conversations/${this.#conversation}/messages`,
      message,
    );
    return reply.blocks;
  }

  /** Takes what is in the cart as far as the payment; returns the checkout that waits for it. */
  async goToPayment(): Promise<CheckoutView> {
    const opened = (await this.say('Check out', { type: 'checkout' })).find(
      (block) => block.type === 'checkout',
    );
    if (!opened) throw new Error('the shop opened no checkout');
    const path = `/v1/checkouts/${opened.checkoutId}`;
    await this.#until(opened.checkoutId, 'awaitingAddress');
    await this.#ask('PUT', `${path}/address`, ADDRESS);
    await this.#until(opened.checkoutId, 'awaitingShipping');
    await this.#ask('PUT', `${path}/shipping`, { optionId: 'standard' });
    return this.#until(opened.checkoutId, 'awaitingPayment');
  }

  /** Pays with a card that is good; the answer is there when the order is written and paid. */
  async pay({ id, totals }: CheckoutView): Promise<void> {
    const wish = { paymentMethod: 'pm_card_visa', quotedTotal: totals.total };
    const { state } = await this.#ask<CheckoutView>('POST', `/v1/checkouts/${id}/payment`, wish);
    if (state !== 'completed') throw new Error(`the checkout is ${state} after the payment`);
  }

  async #until(id: CheckoutId, state: CheckoutState): Promise<CheckoutView> {
    for (;;) {
      const view = await this.#ask<CheckoutView>('GET', `/v1/checkouts/${id}`);
      if (view.state === state) return view;
      await pause(10);
    }
  }

  #post<Answer>(path: string, body: unknown): Promise<Answer> {
    return this.#ask('POST', path, body);
  }

  async #ask<Answer>(method: string, path: string, body?: unknown): Promise<Answer> {
    const { status, cookies, text } = await this.#request(this.#url + path, {
      method,
      headers: { 'content-type': 'application/json', cookie: this.#cookie },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    if (status < 200 || status > 299) throw new Error(`${path} answered ${status}: ${text}`);
    if (cookies.length > 0) this.#cookie = cookies.map((cookie) => cookie.split(';')[0]).join('; ');
    return JSON.parse(text) as Answer;
  }
}

/** Tapping "add to cart" on each of the cards that can be had. */
export function addTaps(blocks: readonly Block[]): Action[] {
  const cards = blocks.flatMap((block): ProductCard[] => (block.type === 'products' ? block.items : []));
  return cards.flatMap(({ id, variants }): Action[] => {
    const there = variants.find(({ available }) => available > 0);
    return there ? [{ type: 'add_to_cart', productId: id, sku: there.sku, quantity: 1 }] : [];
  });
}
